import { mkdirSync, mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { expect, test } from "vitest";
import { openLake } from "../../../adapters/query/open.ts";
import { outcomesOfSourcesSql } from "../../../contracts/lake.ts";
import { type BronzeRow, encodeBronze, keyOf } from "../../../services/lake/bronze.ts";

const row = (
  offset: number,
  source: string,
  index: number,
  outcome: BronzeRow["outcome"],
  reason?: string,
): BronzeRow => ({
  offset,
  outcome,
  reason: reason ?? null,
  kind: "cloudtrail",
  event_id: `id-${offset}`,
  source_key: source,
  source_index: index,
  received_at: new Date(1_772_000_000_000),
  raw: outcome === "drop" ? null : "{}",
});

const outcomesOf = async (rows: readonly BronzeRow[], prefix: string): Promise<unknown> => {
  const folder = mkdtempSync(join(tmpdir(), "cap-outcomes-"));
  const object = { busId: "b", partition: 0, position: 0, next: rows.length, writer: "w", rows };
  const file = join(folder, "bronze", keyOf(object));
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, encodeBronze(object));
  const lake = await openLake(`duckdb:${folder}`, { bronzeBucket: "bronze", silverBucket: "silver" });
  try {
    return (await lake.run(outcomesOfSourcesSql, { params: [prefix] })).rows;
  } finally {
    await lake.close();
  }
};

test("a source counts once: keep before drop before dead-letter, whatever came first", async () => {
  const rows = [
    row(0, "uploads/1/a", 0, "drop", "duplicate"),
    row(1, "uploads/1/a", 0, "keep"),
    row(2, "uploads/1/a", 0, "dead-letter", "gone"),
    row(3, "uploads/1/a", 1, "dead-letter", "gone"),
    row(4, "uploads/1/a", 1, "drop", "duplicate"),
    row(5, "uploads/1/b", 0, "dead-letter", "not JSON"),
    row(6, "uploads/1/b", 0, "dead-letter", "not JSON"),
    row(7, "uploads/1/c", 0, "keep"),
  ];
  expect(await outcomesOf(rows, "uploads/1/")).toEqual([
    { outcome: "dead-letter", reason: "not JSON", n: 1 },
    { outcome: "drop", reason: "duplicate", n: 1 },
    { outcome: "keep", reason: null, n: 2 },
  ]);
});

test("only the run that was asked for counts, and no character of its name is a pattern", async () => {
  const rows = [
    row(0, "uploads/1_/a", 0, "keep"),
    row(1, "uploads/12/a", 0, "keep"),
    row(2, "uploads/1%/a", 0, "keep"),
  ];
  expect(await outcomesOf(rows, "uploads/1_/")).toEqual([{ outcome: "keep", reason: null, n: 1 }]);
  expect(await outcomesOf(rows, "uploads/3/")).toEqual([]);
});
