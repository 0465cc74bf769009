import { expect } from "vitest";
import { openLake } from "../../../adapters/query/open.ts";
import { outcomesOfSourcesSql } from "../../../contracts/lake.ts";

/** What the lake says of itself. */
export interface Audit {
  readonly kept: number;
  readonly dropped: number;
  readonly deadLettered: number;
  readonly reasons: ReadonlySet<string>;
  /** Event ids in silver, sorted. */
  readonly silverIds: readonly string[];
  /** Ids that bronze keeps, sorted, as often as it keeps them. */
  readonly keptIds: readonly string[];
}

/** Reads the lake under `folder`, which holds the buckets `bronze` and `silver` as folders. */
export async function audit(
  folder: string,
  names = { bronzeBucket: "bronze", silverBucket: "silver" },
): Promise<Audit> {
  const lake = await openLake(`duckdb:${folder}`, names);
  const most = { maxRows: 1_000_000 };
  try {
    const outcomes = (await lake.run(outcomesOfSourcesSql, { ...most, params: [""] })).rows;
    const n = (outcome: string): number =>
      outcomes.filter((row) => row.outcome === outcome).reduce((sum, row) => sum + Number(row.n), 0);
    const silver = await lake.run("SELECT metadata_uid AS id FROM silver ORDER BY 1", most);
    const kept = await lake.run("SELECT event_id AS id FROM bronze ORDER BY 1", most);
    return {
      kept: n("keep"),
      dropped: n("drop"),
      deadLettered: n("dead-letter"),
      reasons: new Set(outcomes.map((row) => String(row.reason)).filter((reason) => reason !== "null")),
      silverIds: silver.rows.map((row) => String(row.id)),
      keptIds: kept.rows.map((row) => String(row.id)),
    };
  } finally {
    await lake.close();
  }
}

/** Every id exactly once in silver and once among the kept of bronze, and the sum holds. */
export function expectExactlyOnce(seen: Audit, ids: Iterable<string>, sources: number): void {
  const wanted = [...ids].sort();
  expect(seen.silverIds).toEqual(wanted);
  expect(seen.keptIds).toEqual(wanted);
  expect(seen.kept + seen.dropped + seen.deadLettered).toBe(sources);
}
