import type { SchemaElement } from "hyparquet";
import { BugError, OperatorError } from "../../contracts/errors.ts";
import { eventKinds } from "../../contracts/events.ts";
import { bronzeColumns, bronzeKey, type Column } from "../../contracts/lake.ts";
import { parquetKeyValues, readParquet, writeParquet } from "./parquet.ts";

/** One record of the bus and how it ended; see `bronzeColumns`. */
export interface BronzeRow {
  readonly offset: number;
  readonly outcome: "keep" | "drop" | "dead-letter";
  readonly reason: string | null;
  /** As the envelope says it: of a dead letter it may be a kind that this release does not know. */
  readonly kind: string | null;
  readonly event_id: string | null;
  readonly source_key: string | null;
  readonly source_index: number | null;
  readonly received_at: Date | null;
  readonly raw: string | null;
}

/** A bronze object: the records of one bus partition from `position` (the first offset looked at) up to `next`. */
export interface BronzeObject {
  readonly busId: string;
  readonly partition: number;
  readonly position: number;
  /** The position after this object: where the next object of the chain begins. */
  readonly next: number;
  /** Name of the lake that wrote it, one for each process; empty where the object does not say. */
  readonly writer: string;
  /** In offset order. */
  readonly rows: readonly BronzeRow[];
}

/** Footer entry that holds {@link BronzeObject.next}: offsets may have gaps, and all writers have to agree on it. */
const nextEntry = "cap.next";
/** Footer entry that holds {@link BronzeObject.writer}: a lake whose answer was lost finds its own object by it. */
const writerEntry = "cap.writer";

const physical: Readonly<Record<Column["type"], Partial<SchemaElement>>> = {
  string: { type: "BYTE_ARRAY", converted_type: "UTF8" },
  int: { type: "INT32" },
  bigint: { type: "INT64" },
  timestamp: {
    type: "INT64",
    converted_type: "TIMESTAMP_MILLIS",
    logical_type: { type: "TIMESTAMP", isAdjustedToUTC: true, unit: "MILLIS" },
  },
  struct: {},
};
const required = new Set(["offset", "outcome"]);
const schema: readonly SchemaElement[] = [
  { name: "bronze", num_children: bronzeColumns.length },
  ...bronzeColumns.map(({ name, type }) => ({
    name,
    repetition_type: required.has(name) ? ("REQUIRED" as const) : ("OPTIONAL" as const),
    ...physical[type],
  })),
];

/** Key of a bronze object in its bucket. */
export const keyOf = (object: Pick<BronzeObject, "busId" | "partition" | "position">): string =>
  bronzeKey(object.busId, object.partition, object.position);

/** The bytes of a bronze object. */
export function encodeBronze(object: BronzeObject): Uint8Array {
  const columns = bronzeColumns.map(({ name }) => {
    const field = name as keyof BronzeRow;
    if (field === "offset") return { name, data: object.rows.map((row) => BigInt(row.offset)) };
    return { name, data: object.rows.map((row) => row[field] ?? undefined) };
  });
  return writeParquet(schema, columns, { [nextEntry]: String(object.next), [writerEntry]: object.writer });
}

const keyPattern = /\/bus=(?<bus>[^/]+)\/partition=(?<partition>\d+)\/(?<position>\d+)\.parquet$/;

/** What a bronze key says, or undefined when the object is not one of ours. */
export function parseBronzeKey(key: string): Pick<BronzeObject, "busId" | "partition" | "position"> | undefined {
  const groups = keyPattern.exec(`/${key}`)?.groups;
  if (groups?.bus === undefined) return;
  return { busId: groups.bus, partition: Number(groups.partition), position: Number(groups.position) };
}

/** Reads a bronze object. OperatorError `CAP_LAKE_UNREADABLE` when the bytes are not one. */
export async function decodeBronze(key: string, bytes: Uint8Array): Promise<BronzeObject> {
  const place = parseBronzeKey(key);
  if (place === undefined) throw new BugError(`not the key of a bronze object: ${key}`);
  try {
    const footer = parquetKeyValues(bytes);
    const next = Number(footer.get(nextEntry));
    if (!Number.isSafeInteger(next) || next <= place.position) throw new Error(`${nextEntry} is ${next}`);
    const rows = await readParquet(bytes);
    return { ...place, next, writer: footer.get(writerEntry) ?? "", rows: rows.map(rowOf) };
  } catch (cause) {
    throw new OperatorError(
      "CAP_LAKE_UNREADABLE",
      `bronze object ${key} (${bytes.byteLength} bytes) cannot be read: ${String(cause)}. Its records are still on the bus; nothing after it was written`,
      [`look at the object; if it was cut off, move it away: lake writes it again from offset ${place.position}`],
      { cause },
    );
  }
}

/** Objects that were written before bronze had the column `kind` hold CloudTrail alone. */
const rowOf = (row: Record<string, unknown>): BronzeRow =>
  ({ kind: eventKinds[0], ...row, offset: Number(row["offset"]) }) as BronzeRow;
