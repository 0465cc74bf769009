import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import {
  DeleteObjectCommand,
  GetBucketLifecycleConfigurationCommand,
  GetObjectCommand,
  GetObjectRetentionCommand,
  HeadObjectCommand,
  ListObjectsV2Command,
  PutObjectCommand,
  S3Client,
} from "@aws-sdk/client-s3";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { bundlesPrefix, names } from "../../contracts/names.ts";
import { dev } from "../../environments/dev.ts";
import { layoutOf } from "../../local/layout.ts";
import type { BundleSummary, ShownPlan } from "../../ops/apply/bundle.ts";
import type { ApplyResult } from "../../ops/apply/result.ts";
import type { JournalEntry } from "../../ops/journal/entry.ts";
import type { LockHolder } from "../../ops/lock/holder.ts";
import { setUp } from "../../ops/setup/set-up.ts";
import { buildRelease } from "../../ops/workspace/build.ts";
import { bringUpEmulator, takeDownEmulator } from "../../ops/workspace/emulated.ts";
import { emulatedVariables } from "../../ops/workspace/terraform.ts";
import { type Ended, startCap } from "../e2e/support/cap.ts";
import { fail, mended } from "../e2e/support/faults.ts";
import { freshHome, type Home } from "../e2e/support/home.ts";
import { breaksOff } from "../e2e/support/story.ts";
import { noPython } from "./support/python.ts";

const limitMs = 600_000;

// What --emulated leaves out: states in their bucket, bundles there too, sealed by the key in KMS, lock and journal as objects. The
// emulated AWS stands where AWS would, and cap is told nothing of it but its address.
describe.skipIf(noPython !== undefined)(
  `an environment in an account${noPython === undefined ? "" : ` (${noPython})`}`,
  { timeout: limitMs },
  () => {
    breaksOff();
    /** Of the emulated AWS, and of whoever operates: they share nothing but an address. */
    let [account, operator]: readonly Home[] = [];
    let variables: NodeJS.ProcessEnv;
    let release: string;
    let s3: S3Client;
    const bucket = names.accountBucket(dev, "states");

    beforeAll(async () => {
      account = freshHome();
      operator = freshHome();
      process.env["CAP_HOME"] = account.dir;
      const layout = layoutOf(join(account.dir, dev.name));
      const { signal } = new AbortController();
      const tools = await setUp({ kafka: false, signal, onProgress: () => {} });
      const { port, endpoint } = await bringUpEmulator({ env: dev, layout, tools, signal });
      release = await buildRelease(dev, layout);
      variables = { ...emulatedVariables(dev, port), HTTP_PROXY: endpoint, http_proxy: endpoint };
      const credentials = { accessKeyId: dev.account, secretAccessKey: "emulated" };
      s3 = new S3Client({ endpoint, region: dev.region, credentials, forcePathStyle: true });
    }, limitMs);
    afterAll(async () => {
      s3?.destroy();
      await takeDownEmulator(dev);
      await Promise.all([account?.remove(), operator?.remove()]);
    });

    const run = async (code: number, verb: string, ...args: string[]): Promise<Ended> => {
      const all = [verb, ...args, "--env", dev.name, "--json"];
      const ended = await startCap(operator as Home, all, variables, limitMs).ended;
      expect(ended.code, ended.stderr + ended.stdout).toBe(code);
      return ended;
    };
    const answer = async <T>(code: number, verb: string, ...args: string[]): Promise<T> =>
      JSON.parse((await run(code, verb, ...args)).stdout) as T;
    const released = (): string[] => ["--release", release];
    /** Address of the bundle, as its plan told it. */
    let bundle: string;
    const keys = async (prefix: string): Promise<string[]> => {
      const { Contents = [] } = await s3.send(new ListObjectsV2Command({ Bucket: bucket, Prefix: prefix }));
      return Contents.flatMap(({ Key }) => Key ?? []);
    };

    test("before cap bootstrap nothing can be applied: there is no lock to hold, and the error names the command", async () => {
      const { stdout } = await run(4, "apply", "--yes", ...released());
      expect(JSON.parse(stdout)).toMatchObject({ error: { nextSteps: [expect.stringContaining("cap bootstrap")] } });
    });

    test("cap bootstrap makes the bucket, and its own state moves there; a second one changes nothing", async () => {
      expect(await answer(0, "bootstrap", "--yes", ...released())).toMatchObject({ verdict: "applied" });
      expect(await keys("")).toContainEqual(expect.stringMatching(/bootstrap\.tfstate$/));
      const left = readdirSync(join((operator as Home).dir, dev.name), { recursive: true, encoding: "utf8" });
      expect(left.filter((name) => /(^|\/)bootstrap\.tfstate/.test(name))).toEqual([]);
      expect(await answer(0, "bootstrap", "--yes", ...released())).toMatchObject({ verdict: "unchanged" });
    });

    test("a bundle lies in the account under its id, sealed by the key in KMS, says what it changes, and no saved plan stays behind", async () => {
      const planned = await answer<ShownPlan>(2, "plan", "--stack", "account", "--out", "s3://", ...released());
      bundle = planned.kept ?? "";
      const Key = names.bundleKey(dev, planned.id);
      expect(bundle).toBe(`s3://${bucket}/${Key}`);
      expect(await keys(bundlesPrefix)).toEqual([Key]);
      const { Body, ServerSideEncryption } = await s3.send(new GetObjectCommand({ Bucket: bucket, Key }));
      expect(ServerSideEncryption).toBe("aws:kms");
      const written = JSON.parse((await Body?.transformToString()) ?? "") as { summary: BundleSummary; sealed: string };
      expect(written.summary.states).toMatchObject([{ state: "account", kind: "planned" }]);
      const sealed = Buffer.from(written.sealed, "base64").toString("latin1");
      // Which key it was is in front, in the clear; of what is sealed nothing is.
      expect(sealed.includes(`arn:aws:kms:${dev.region}:${dev.account}:key/`)).toBe(true);
      expect(/terraform|resource_changes/.test(sealed)).toBe(false);
      const left = readdirSync((operator as Home).dir, { recursive: true, encoding: "utf8" });
      expect(left.filter((name) => /\.(tfplan|capplan)$/.test(name))).toEqual([]);
    });

    test("bundles go by themselves; one that is not there is told with what makes a new one, before anything else", async () => {
      const { Rules } = await s3.send(new GetBucketLifecycleConfigurationCommand({ Bucket: bucket }));
      expect(Rules).toContainEqual(
        expect.objectContaining({
          Filter: { Prefix: bundlesPrefix },
          Expiration: { Days: 2 },
          NoncurrentVersionExpiration: { NoncurrentDays: 1 },
        }),
      );
      const gone = bundle.replace(/plan-[0-9a-f]{12}/, "plan-000000000000");
      const { stdout } = await run(4, "apply", "--plan", gone, ...released());
      expect(JSON.parse(stdout)).toMatchObject({
        error: {
          code: "CAP_BUNDLE",
          nextSteps: ["make a new one:", expect.stringMatching(/cap plan .* --out s3:\/\/$/)],
        },
      });
    });

    test("exactly it is applied; then the same command finds that it is done", async () => {
      const applied = await answer<ApplyResult>(0, "apply", "--plan", bundle, "--yes", ...released());
      expect(applied).toMatchObject({ verdict: "applied", states: [{ name: "account", result: "applied" }] });
      const again = await answer<ApplyResult>(0, "apply", "--plan", bundle, "--yes", ...released());
      expect(again).toMatchObject({ states: [{ name: "account", result: "before" }] });
    });

    test("the lock is free again, and the journal tells it in entries that nobody can take away", async () => {
      expect(await answer(0, "lock", "show")).toEqual({ environment: dev.name, lock: null });
      const { entries, unfinished } = await answer<{ entries: JournalEntry[]; unfinished: unknown[] }>(0, "history");
      expect(unfinished).toEqual([]);
      const told = entries.map((e) => `${e.operation} ${e.result}`);
      for (const one of ["bootstrap ok", "plan ok", "apply started", "apply ok"]) expect(told).toContain(one);
      for (const Key of await keys(names.journalPrefix(dev))) {
        const { Retention } = await s3.send(new GetObjectRetentionCommand({ Bucket: bucket, Key }));
        expect(Retention?.Mode, Key).toBe("COMPLIANCE");
        const { ServerSideEncryption } = await s3.send(new HeadObjectCommand({ Bucket: bucket, Key }));
        expect(ServerSideEncryption, Key).toBe("aws:kms");
      }
    });

    test("an apply whose lock somebody else takes is stopped, and says what is applied, what is not, and who has it", async ({
      onTestFinished,
    }) => {
      // The heartbeat notices within half a minute: until then it must not have ended.
      const aws = { endpoint: variables["HTTP_PROXY"] ?? "" };
      onTestFinished(() => mended(aws));
      await fail(aws, "dynamodb", "CreateTable", "silent");
      const args = ["apply", "--stack", "durable", "--env", dev.name, "--yes", "--json", ...released()];
      const running = startCap(operator as Home, args, variables, limitMs);
      const log = join((operator as Home).dir, dev.name, "logs", "terraform-durable-apply.log");
      const made = () => expect(readFileSync(log, "utf8")).toContain('"type":"apply_complete"');
      await Promise.race([vi.waitFor(made, { timeout: limitMs, interval: 50 }), running.ended]);
      const Key = names.lockKey(dev);
      const { Body } = await s3.send(new GetObjectCommand({ Bucket: bucket, Key }));
      const lock = JSON.parse((await Body?.transformToString()) ?? "") as LockHolder;
      const theirs = JSON.stringify({ ...lock, id: "theirs", who: "grace" });
      await s3.send(new PutObjectCommand({ Bucket: bucket, Key, Body: theirs }));
      await running.says(/has lost the lock of dev: what runs is asked to end/);
      // A call without an answer may keep Terraform for as long as it is given.
      await mended(aws);
      const { code, stdout, stderr } = await running.ended;
      expect(code, stderr).toBe(1);
      const because = expect.stringMatching(
        /^cap apply has lost the lock of dev, it is in other hands: cap apply of grace/,
      );
      const { states, ...result } = JSON.parse(stdout) as ApplyResult;
      expect(result).toMatchObject({ verdict: "lock-lost", because });
      expect(states).toMatchObject([{ name: "durable", result: "interrupted" }]);
      expect(states[0]?.added).toBeGreaterThan(0);
      expect(states[0]?.added).toBeLessThan(states[0]?.planned ?? 0);
      expect(await answer(0, "lock", "show")).toMatchObject({ lock: { holder: { id: "theirs" } } });
      await s3.send(new DeleteObjectCommand({ Bucket: bucket, Key }));
      const { entries, unfinished } = await answer<{ entries: JournalEntry[]; unfinished: unknown[] }>(0, "history");
      expect(unfinished).toEqual([]);
      expect(entries).toContainEqual(
        expect.objectContaining({ operation: "apply", result: "interrupted", reason: because }),
      );
    });

    test("records that cannot be reached: nothing begins", async () => {
      const nowhere = { ...variables, AWS_ENDPOINT_URL: "http://127.0.0.1:9", HTTP_PROXY: "", http_proxy: "" };
      const args = ["apply", "--env", dev.name, "--yes", "--json", ...released()];
      const ended = await startCap(operator as Home, args, nowhere, limitMs).ended;
      expect(ended.code, ended.stdout).toBe(1);
      expect(JSON.parse(ended.stdout)).toMatchObject({
        error: { code: "CAP_RECORDS", message: expect.stringMatching(/nothing was changed/) },
      });
    });
  },
);
