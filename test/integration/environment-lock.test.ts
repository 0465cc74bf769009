import { fileURLToPath } from "node:url";
import {
  CreateBucketCommand,
  DeleteObjectCommand,
  ListObjectVersionsCommand,
  PutBucketVersioningCommand,
  PutObjectLockConfigurationCommand,
  S3Client,
} from "@aws-sdk/client-s3";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { awsClient } from "../../adapters/aws/client.ts";
import type { Objects } from "../../adapters/objects/port.ts";
import { names } from "../../contracts/names.ts";
import { staging as env } from "../../environments/staging.ts";
import { Journal } from "../../ops/journal/journal.ts";
import { readLock, type SeenLock } from "../../ops/lock/holder.ts";
import { releaseLock } from "../../ops/lock/release.ts";
import { openRecords } from "../../ops/lock/store.ts";
import { takeEnvironmentLock } from "../../ops/lock/take.ts";
import { ManualClock } from "../fakes/manual-clock.ts";
import { type ReadyChild, startChild } from "../support/child.ts";
import { startAws, type TestAws } from "./support/emulated-aws.ts";
import { noPython } from "./support/python.ts";

const bucket = names.accountBucket(env, "states");
const never = new AbortController().signal;
const note = (): void => {};

interface Said {
  readonly held?: string;
  readonly refused?: string;
  readonly message?: string;
}

// One story, on the emulated AWS with the bucket as bootstrap makes it: the store goes away at the end.
describe.skipIf(noPython !== undefined)(
  `an environment's lock in S3${noPython === undefined ? "" : ` (${noPython})`}`,
  () => {
    let aws: TestAws;
    let s3: S3Client;
    let objects: Objects;
    const children: ReadyChild<Said>[] = [];
    beforeAll(async () => {
      aws = await startAws();
      process.env["AWS_ACCESS_KEY_ID"] = env.account;
      s3 = awsClient(S3Client, { region: env.region, maxAttempts: 1 });
      objects = await openRecords(env, { emulated: true, endpoint: aws.endpoint });
    });
    afterAll(async () => {
      await Promise.all(children.map((child) => child.kill()));
      objects?.close();
      s3?.destroy();
      await aws?.stop();
    });

    const holder = async (): Promise<ReadyChild<Said>> => {
      const script = fileURLToPath(new URL("./lock-holder-child.ts", import.meta.url));
      const child = await startChild<Said>(process.execPath, [script, aws.endpoint], {
        env: process.env,
        limitMs: 120_000,
      });
      children.push(child);
      return child;
    };
    /** What was cut off is two minutes old only by a clock that says so. */
    const later = (ms: number): ManualClock => new ManualClock(new Date(Date.now() + ms).toISOString());

    test("nothing begins before bootstrap has made the bucket", async () => {
      await expect(takeEnvironmentLock(objects, env, "cap apply", never)).rejects.toMatchObject({
        code: "CAP_RECORDS",
        exit: 4,
        nextSteps: ["cap bootstrap --env staging"],
      });
      await expect(readLock(objects, env)).rejects.toMatchObject({ code: "missing" });
    });

    test("nothing begins in a bucket that cannot keep a journal", async () => {
      await s3.send(new CreateBucketCommand({ Bucket: bucket }));
      const entry = { act: "early", operation: "apply", result: "started" } as const;
      await expect(new Journal(objects, env).append(entry)).rejects.toMatchObject({ code: "CAP_RECORDS", exit: 4 });
      await s3.send(new PutBucketVersioningCommand({ Bucket: bucket, VersioningConfiguration: { Status: "Enabled" } }));
      const locks = { ObjectLockEnabled: "Enabled" } as const;
      await s3.send(new PutObjectLockConfigurationCommand({ Bucket: bucket, ObjectLockConfiguration: locks }));
    });

    test("of two processes at once one holds the environment, and the other is told who", async () => {
      const said = (await Promise.all([holder(), holder()])).map((child) => child.ready);
      expect(said.filter((s) => s.held !== undefined)).toHaveLength(1);
      const [refused] = said.filter((s) => s.held === undefined);
      expect(refused).toMatchObject({ refused: "CAP_LOCKED" });
      const pid = children.find((child) => child.ready.held !== undefined)?.process.pid;
      expect(refused?.message).toMatch(new RegExp(`cap apply of .*process ${pid} on .*its process lives on this host`));
    });

    test("after kill -9 of the holder nobody takes its lock silently; it is released once it is silent, by one of eight", async () => {
      const child = children.find((c) => c.ready.held !== undefined);
      const seen = (await readLock(objects, env)) as SeenLock;
      const release = (clock: ManualClock): Promise<void> =>
        releaseLock({ objects, journal: new Journal(objects, env, { clock }), seen, note });
      await expect(release(later(300_000))).rejects.toMatchObject({ code: "CAP_LOCK_IN_USE" });
      await child?.kill();
      await expect(takeEnvironmentLock(objects, env, "cap destroy", never)).rejects.toThrow(/its process has ended/);
      await expect(release(later(0))).rejects.toMatchObject({ code: "CAP_LOCK_IN_USE", exit: 4 });
      const journal = new Journal(objects, env);
      expect(await journal.unfinished()).toMatchObject([{ act: child?.ready.held, operation: "apply" }]);
      const ends = await Promise.allSettled(Array.from({ length: 8 }, () => release(later(121_000))));
      expect(ends.filter((end) => end.status === "fulfilled")).toHaveLength(1);
      expect(await readLock(objects, env)).toBeUndefined();
      expect(await journal.unfinished()).toEqual([]);
      const lock = await takeEnvironmentLock(objects, env, "cap apply", never);
      await lock.release();
    });

    test("no version of an entry of the journal can be deleted", async () => {
      const Prefix = names.journalPrefix(env);
      const { Versions = [] } = await s3.send(new ListObjectVersionsCommand({ Bucket: bucket, Prefix }));
      expect(Versions.length).toBeGreaterThan(3);
      const { Key, VersionId } = Versions[0] ?? {};
      const deletion = s3.send(new DeleteObjectCommand({ Bucket: bucket, Key, VersionId }));
      await expect(deletion).rejects.toMatchObject({ name: "AccessDenied" });
    });

    test("when the emulated AWS is killed the holder stops within two minutes, and nothing else begins", async () => {
      const clock = later(0);
      const lock = await takeEnvironmentLock(objects, env, "cap apply", never, { clock });
      await aws.stop();
      await expect(takeEnvironmentLock(objects, env, "cap destroy", never)).rejects.toMatchObject({
        code: "CAP_RECORDS",
        exit: 1,
      });
      const entry = { act: "late", operation: "apply", result: "started" } as const;
      await expect(new Journal(objects, env).append(entry)).rejects.toMatchObject({ code: "CAP_RECORDS", exit: 1 });
      const lost = new Promise((resolve) => lock.lost.addEventListener("abort", resolve, { once: true }));
      // Each step wakes whoever sleeps and lets the real connection fail.
      for (let passed = 0; passed <= 120_000 && !lock.lost.aborted; passed += 5_000) {
        await clock.advance(5_000);
        await Promise.race([lost, new Promise((resolve) => setTimeout(resolve, 200))]);
      }
      await lost;
      expect(lock.lost.reason).toMatchObject({ code: "CAP_LOCK_LOST" });
    });
  },
);
