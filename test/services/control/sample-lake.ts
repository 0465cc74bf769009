import { mkdtempSync, rmSync } from "node:fs";
import { mkdir, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { openLake } from "../../../adapters/query/open.ts";
import type { Query } from "../../../adapters/query/port.ts";
import { decode, identify } from "../../../services/events/index.ts";
import { sampleDay } from "../../../services/events/sample/index.ts";
import { type BronzeRow, encodeBronze, keyOf } from "../../../services/lake/bronze.ts";
import { deriveSilver } from "../../../services/lake/silver.ts";

/** A lake in a temporary folder, written by the code that writes real ones. */
export interface SampleLake {
  readonly query: Query;
  /** Folder of the folders `bronze` and `silver`. */
  readonly root: string;
  /** Adds raw events as one bronze object and its silver. */
  add(raws: readonly Buffer[], outcome?: BronzeRow["outcome"], reason?: string): Promise<void>;
  /** Takes all objects away, as `cap down` and another start do. */
  empty(): void;
  close(): Promise<void>;
}

/** The raw events of a sample day. */
export const sampleEvents = (events: number, seed = 7): Buffer[] =>
  [...sampleDay({ seed, events })].flatMap(({ bytes }) => {
    const decoded = decode(bytes);
    return "events" in decoded ? [...decoded.events] : [];
  });

export async function openSampleLake(): Promise<SampleLake> {
  const root = mkdtempSync(join(tmpdir(), "sample-lake-"));
  const query = await openLake(`duckdb:${root}`, { bronzeBucket: "bronze", silverBucket: "silver" });
  let position = 0;
  return {
    query,
    root,
    async add(raws, outcome = "keep", reason) {
      const rows = raws.map((raw, i): BronzeRow => {
        const identity = identify("cloudtrail", raw);
        return {
          ...{
            offset: position + i,
            outcome,
            reason: reason ?? null,
            source_key: "k",
            source_index: i,
            kind: "cloudtrail",
          },
          event_id: "keep" in identity ? identity.keep.id : null,
          received_at: new Date(Date.now() - (raws.length - i)),
          raw: outcome === "drop" ? null : raw.toString(),
        };
      });
      const object = { busId: "test", partition: 0, position, next: position + rows.length, writer: "w", rows };
      position += rows.length;
      await put(join(root, "bronze", keyOf(object)), encodeBronze(object));
      for (const { key, bytes } of deriveSilver(object)) await put(join(root, "silver", key), bytes);
    },
    empty() {
      rmSync(root, { recursive: true, force: true });
      position = 0;
    },
    async close() {
      await query.close();
      rmSync(root, { recursive: true, force: true });
    },
  };
}

async function put(path: string, bytes: Uint8Array): Promise<void> {
  await mkdir(dirname(path), { recursive: true });
  await writeFile(path, bytes);
}
