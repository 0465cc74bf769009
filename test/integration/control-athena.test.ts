import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { PutObjectCommand, S3Client } from "@aws-sdk/client-s3";
import { pino } from "pino";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { awsClient } from "../../adapters/aws/client.ts";
import type { Query } from "../../adapters/query/port.ts";
import { buildApp } from "../../services/control/app.ts";
import { StatsReader } from "../../services/control/stats.ts";
import { openSampleLake, type SampleLake, sampleEvents } from "../services/control/sample-lake.ts";
import { bucketsOf, makeLake, makeWorkgroup, openAthenaLake } from "./support/athena-lake.ts";
import { startAws, type TestAws } from "./support/emulated-aws.ts";
import { noPython } from "./support/python.ts";

const token = "a-token-of-a-test";
const authorization = `Bearer ${token}`;
type Api = Awaited<ReturnType<typeof buildApp>>;
const apiOver = (query: Query): Promise<Api> =>
  buildApp({ query, stats: new StatsReader(query, async () => 0, 0), freshMs: 0, token }, pino({ level: "silent" }));

/** Copies the files of a sample lake into the buckets of a lake of Athena's. */
async function upload({ root }: SampleLake, lake: string): Promise<void> {
  const s3 = awsClient(S3Client);
  const { bronzeBucket, silverBucket } = bucketsOf(lake);
  for (const [folder, Bucket] of Object.entries({ bronze: bronzeBucket, silver: silverBucket }))
    for (const Key of readdirSync(join(root, folder), { recursive: true, encoding: "utf8" }))
      if (Key.endsWith(".parquet"))
        await s3.send(new PutObjectCommand({ Bucket, Key, Body: readFileSync(join(root, folder, Key)) }));
}

describe.skipIf(noPython !== undefined)(`the API over Athena${noPython === undefined ? "" : `: ${noPython}`}`, () => {
  let aws: TestAws;
  let sample: SampleLake;
  let files: Api;
  let athena: Api;
  beforeAll(async () => {
    aws = await startAws();
    sample = await openSampleLake();
    const raws = sampleEvents(300);
    await sample.add(raws);
    await sample.add(raws.slice(0, 5), "drop", "duplicate");
    await sample.add([Buffer.from("{}"), Buffer.from("[]")], "dead-letter", "no eventTime");
    await makeWorkgroup();
    await makeLake("control");
    await upload(sample, "control");
    files = await apiOver(sample.query);
    athena = await apiOver(await openAthenaLake("control"));
  }, 120_000);
  afterAll(async () => {
    await Promise.all([files?.close(), athena?.close()]);
    await sample?.close();
    await aws?.stop();
  });

  test.each([
    "/v1/events?limit=1000",
    "/v1/events?limit=7&service=s3",
    "/v1/events?operation=GetObject&error=false",
    "/v1/events?principal=ci-deploy&region=us-east-1",
    "/v1/events?sourceIp=198.51.100.66",
    "/v1/events?error=AccessDenied",
    "/v1/events?from=2026-01-14&to=2026-01-14T12:00:00Z",
    "/v1/events?principal=it%27s%20nobody",
    "/v1/arrivals?limit=50",
    "/v1/stats",
  ])("%s is answered as it is over files", async (url) => {
    const [one, other] = await Promise.all(
      [files, athena].map((api) => api.inject({ url, headers: { authorization } })),
    );
    expect(other?.statusCode, other?.body).toBe(200);
    expect(other?.json()).toEqual(one?.json());
  });

  test("pages join without a gap or a repeat", async () => {
    const seen: string[] = [];
    let next: string | undefined;
    do {
      const url = `/v1/events?limit=120${next === undefined ? "" : `&cursor=${next}`}`;
      const page = (await athena.inject({ url, headers: { authorization } })).json();
      seen.push(...page.events.map((event: { metadata: { uid: string } }) => event.metadata.uid));
      next = page.next;
    } while (next !== undefined);
    expect([seen.length, new Set(seen).size]).toEqual([300, 300]);
  });
});
