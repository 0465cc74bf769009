import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { AthenaClient, ListQueryExecutionsCommand } from "@aws-sdk/client-athena";
import { PutObjectCommand, S3Client } from "@aws-sdk/client-s3";
import { DuckDBInstance } from "@duckdb/node-api";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { awsClient } from "../../adapters/aws/client.ts";
import { bronzeKey, silverFile, silverPrefix } from "../../contracts/lake.ts";
import { queryContract } from "../contract-suites/query.ts";
import { fastest } from "../support/fastest.ts";
import { bucketsOf, makeLake, makeWorkgroup, openAthenaLake } from "./support/athena-lake.ts";
import { startAws, type TestAws } from "./support/emulated-aws.ts";
import { noPython } from "./support/python.ts";

const home = mkdtempSync(join(tmpdir(), "cap-athena-"));
const rows = `
  SELECT i AS "offset", CASE i WHEN 3 THEN 'drop' WHEN 7 THEN 'dead-letter' ELSE 'keep' END AS outcome,
    CASE i WHEN 3 THEN 'duplicate' WHEN 7 THEN 'not JSON' END AS reason, 'e' || i AS event_id,
    'uploads/r1/a.json' AS source_key, i::INTEGER AS source_index, now()::TIMESTAMP AS received_at, '{}' AS raw`;
const events = `
  SELECT 1769852096789 + i AS "time", {'uid': 'e' || i, 'version': '1.5.0'} AS metadata,
    {'operation': 'Op' || i, 'service': {'name': 's3.amazonaws.com'}} AS api`;

async function put(bucket: string, key: string, select: string): Promise<void> {
  const instance = await DuckDBInstance.create(":memory:");
  const db = await instance.connect();
  const file = join(home, "one.parquet");
  await db.run(`COPY (${select}) TO '${file}' (FORMAT parquet, COMPRESSION zstd)`);
  db.closeSync();
  await awsClient(S3Client).send(new PutObjectCommand({ Bucket: bucket, Key: key, Body: readFileSync(file) }));
}

async function fill(lake: string): Promise<void> {
  const { bronzeBucket, silverBucket } = bucketsOf(lake);
  for (const [from, to] of [
    [0, 5],
    [5, 10],
  ] as const) {
    await put(bronzeBucket, bronzeKey("b1", 0, from), `${rows} FROM range(${from}, ${to}) r(i)`);
    const key = silverPrefix("eu-west-1", "000000000001", "20260131") + silverFile("b1", 0, from);
    await put(silverBucket, key, `${events} FROM range(${from}, ${to}) r(i) WHERE i NOT IN (3, 7)`);
  }
}

describe.skipIf(noPython !== undefined)(`Athena${noPython === undefined ? "" : `: ${noPython}`}`, () => {
  let aws: TestAws;
  beforeAll(async () => {
    aws = await startAws();
    await makeWorkgroup();
    for (const lake of ["emptylake", "filledlake"]) await makeLake(lake);
    await fill("filledlake");
  });
  afterAll(async () => {
    await aws.stop();
    rmSync(home, { recursive: true, force: true });
  });

  queryContract("Athena", { empty: () => openAthenaLake("emptylake"), filled: () => openAthenaLake("filledlake") });

  test("Athena: a result of several pages is whole", async () => {
    const lake = await openAthenaLake("filledlake");
    const { rows, truncated } = await lake.run("select i from unnest(range(2500)) r(i)");
    expect([rows.length, rows[0], rows[2499], truncated]).toEqual([2500, { i: 0 }, { i: 2499 }, false]);
    const cut = await lake.run("select i from unnest(range(2500)) r(i)", { maxRows: 1500 });
    expect([cut.rows.length, cut.truncated]).toEqual([1500, true]);
    await lake.close();
  });

  test("Athena: a nested column is refused where its text could be read in two ways", async () => {
    const lake = await openAthenaLake("filledlake");
    await expect(lake.run("select api from silver")).rejects.toMatchObject({
      code: "sql",
      message: "column api is nested: select its fields, or cast it to JSON",
    });
    await lake.close();
  });

  test("Athena: a query that takes too long is given up in time, and stopped", async () => {
    const lake = await openAthenaLake("filledlake");
    // A count alone is not long: DuckDB makes no row of a range that nobody reads.
    const long = "select sum(a.range * b.range) from range(1000000) a, range(1000000) b";
    const givesUp = () =>
      expect(lake.run(long, { timeoutMs: 300 })).rejects.toMatchObject({ code: "timeout", retry: "never" });
    expect(await fastest(5_000, givesUp)).toBeLessThan(5_000);
    await lake.close();
  });

  test("Athena: what is refused as no query is never sent", async () => {
    const athena = awsClient(AthenaClient);
    const count = async () =>
      (await athena.send(new ListQueryExecutionsCommand({ WorkGroup: "test" }))).QueryExecutionIds;
    const [lake, before] = [await openAthenaLake("filledlake"), await count()];
    for (const sql of ["drop table silver", "select 1; drop table silver", "insert into silver select * from silver"])
      await expect(lake.run(sql)).rejects.toMatchObject({ code: "sql" });
    expect(await count()).toEqual(before);
    await lake.close();
  });

  test("Athena: without its buckets or its database the lake cannot be read, and it says what it asked", async () => {
    const nowhere = await openAthenaLake("nowhere");
    const refused = { name: "QueryError", code: "unavailable", retry: "never" };
    await expect(nowhere.files("bronze")).rejects.toMatchObject({
      ...refused,
      message: expect.stringMatching(/^list bronze: NoSuchBucket/),
    });
    await expect(nowhere.run("select 1 from silver")).rejects.toMatchObject(refused);
    await nowhere.close();
  });
});
