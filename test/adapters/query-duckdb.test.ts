import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { DuckDBInstance } from "@duckdb/node-api";
import { afterAll, describe, expect, it } from "vitest";
import { openLake } from "../../adapters/query/open.ts";
import { bronzeKey, silverFile, silverPrefix } from "../../contracts/lake.ts";
import { queryContract } from "../contract-suites/query.ts";
import { fastest } from "../support/fastest.ts";

const home = mkdtempSync(join(tmpdir(), "cap-query-"));
afterAll(() => rmSync(home, { recursive: true, force: true }));
const open = (lake: string) => openLake(`duckdb:${lake}`, { bronzeBucket: "b", silverBucket: "s", baseDir: home });

async function writeParquet(path: string, select: string): Promise<void> {
  mkdirSync(dirname(path), { recursive: true });
  const instance = await DuckDBInstance.create(":memory:");
  const db = await instance.connect();
  await db.run(`COPY (${select}) TO '${path}' (FORMAT parquet, COMPRESSION zstd)`);
  db.closeSync();
  instance.closeSync();
}

const rows = `
  SELECT i AS "offset", CASE i WHEN 3 THEN 'drop' WHEN 7 THEN 'dead-letter' ELSE 'keep' END AS outcome,
    CASE i WHEN 3 THEN 'duplicate' WHEN 7 THEN 'not JSON' END AS reason, 'e' || i AS event_id,
    'uploads/r1/a.json' AS source_key, i::INTEGER AS source_index, now()::TIMESTAMP AS received_at, '{}' AS raw`;
const events = `
  SELECT 1769852096789 + i AS "time", {'uid': 'e' || i, 'version': '1.5.0'} AS metadata,
    {'operation': 'Op' || i, 'service': {'name': 's3.amazonaws.com'}} AS api`;
const silverAt = (first: number) =>
  join("s", silverPrefix("eu-west-1", "000000000001", "20260131"), silverFile("b1", 0, first));

async function fill(lake: string): Promise<void> {
  for (const [from, to] of [
    [0, 5],
    [5, 10],
  ] as const) {
    await writeParquet(join(home, lake, "b", bronzeKey("b1", 0, from)), `${rows} FROM range(${from}, ${to}) r(i)`);
    await writeParquet(
      join(home, lake, silverAt(from)),
      `${events} FROM range(${from}, ${to}) r(i) WHERE i NOT IN (3, 7)`,
    );
  }
}

queryContract("DuckDB", {
  empty: () => open("empty"),
  async filled() {
    await fill("filled");
    return open("filled");
  },
});

describe("DuckDB over the lake", () => {
  const count = async (lake: Awaited<ReturnType<typeof open>>) =>
    (await lake.run("select count(*) n from bronze_all")).rows;

  it("sees files come and go", async () => {
    const lake = await open("moving");
    expect(await count(lake)).toEqual([{ n: 0 }]);
    await fill("moving");
    expect(await count(lake)).toEqual([{ n: 10 }]);
    rmSync(join(home, "moving", "b", bronzeKey("b1", 0, 5)));
    expect(await count(lake)).toEqual([{ n: 5 }]);
    rmSync(join(home, "moving"), { recursive: true });
    expect(await count(lake)).toEqual([{ n: 0 }]);
    await lake.close();
  });

  it("answers several at once when the first files come", async () => {
    const lake = await open("several");
    await fill("several");
    expect(await Promise.all(Array.from({ length: 8 }, () => count(lake)))).toEqual(Array(8).fill([{ n: 10 }]));
    await lake.close();
  });

  it("says that a damaged file keeps it from reading, and that it may heal", async () => {
    const lake = await open("damaged");
    await fill("damaged");
    writeFileSync(join(home, "damaged", "b", bronzeKey("b1", 0, 5)), "cut short");
    await expect(count(lake)).rejects.toMatchObject({ name: "QueryError", code: "unavailable", retry: "now" });
    await lake.close();
  });

  it("gives up in time", async () => {
    const lake = await open("empty");
    const endless = "select count(*) from range(100000000000) a";
    const givesUp = () =>
      expect(lake.run(endless, { timeoutMs: 300 })).rejects.toMatchObject({ code: "timeout", retry: "never" });
    expect(await fastest(5_000, givesUp)).toBeLessThan(5_000);
    expect(await count(lake)).toEqual([{ n: 0 }]);
    await lake.close();
  });

  it("stays inside its folders and writes nothing", async () => {
    await fill("sandbox");
    writeFileSync(join(home, "secret.csv"), "a\n1\n");
    const lake = await open("sandbox");
    const target = join(home, "sandbox", "b", "security-events", "written.csv");
    for (const sql of [
      `select * from read_csv('${join(home, "secret.csv")}')`,
      "select * from read_text('/etc/hostname')",
      `copy (select 1) to '${target}'`,
      `explain analyze copy (select 1) to '${target}'`,
      `attach '${join(home, "sandbox", "b", "security-events", "x.db")}'`,
      "install httpfs",
      "load httpfs",
      "set enable_external_access = true",
      "set memory_limit = '100GB'",
    ])
      await expect(lake.run(sql), sql).rejects.toMatchObject({ name: "QueryError", code: "sql" });
    expect(existsSync(target)).toBe(false);
    await lake.close();
  });

  it("refuses other URLs", async () => {
    const options = { bronzeBucket: "b", silverBucket: "s" };
    await expect(openLake("athena:x", options)).rejects.toMatchObject({ code: "CAP_LAKE_URL" });
  });
});
