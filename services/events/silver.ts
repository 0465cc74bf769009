import type { ApiActivity } from "../../contracts/ocsf/api-activity.ts";
import { type SilverFields, type SilverType, silverFields } from "../../contracts/ocsf/silver.ts";

/** A column of silver: one value per event; null where the event has none. */
export interface SilverColumn {
  readonly name: string;
  readonly data: readonly unknown[];
}

/** Events as the columns of silver, in the schema's order, each value as Parquet takes it: 64-bit numbers, Dates, JSON text. */
export function toSilverColumns(events: readonly ApiActivity[]): readonly SilverColumn[] {
  return Object.entries(silverFields).map(([name, { type }]) => ({
    name,
    data: events.map((event) => held(type, event[name as keyof ApiActivity])),
  }));
}

function held(type: SilverType, value: unknown): unknown {
  if (value === undefined || value === null) return null;
  if (type === "bigint") return BigInt(value as number);
  if (type === "timestamp") return new Date(value as string);
  if (type === "json") return JSON.stringify(value);
  if (typeof type === "string") return value;
  if ("list" in type) return (value as readonly unknown[]).map((element) => held(type.list, element));
  return heldStruct(type.struct, value as Readonly<Record<string, unknown>>);
}

const heldStruct = (fields: SilverFields, value: Readonly<Record<string, unknown>>): Record<string, unknown> =>
  Object.fromEntries(Object.entries(fields).map(([name, field]) => [name, held(field.type, value[name])]));
