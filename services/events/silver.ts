import type { ApiActivity } from "../../contracts/ocsf/api-activity.ts";
import { type SilverFields, type SilverType, silverFields } from "../../contracts/ocsf/silver.ts";

/** A column of silver: one value per event; null where the event has none. */
export interface SilverColumn {
  readonly name: string;
  readonly data: readonly unknown[];
}

/** Events as the columns of silver, in the schema's order, each value as Parquet takes it: 64-bit numbers, Dates, JSON text. */
export function toSilverColumns(events: readonly ApiActivity[]): readonly SilverColumn[] {
  return columns.map(([name, held]) => ({ name, data: events.map((event) => held(event[name as keyof ApiActivity])) }));
}

type Holder = (value: unknown) => unknown;

const leaves: Readonly<Record<Extract<SilverType, string>, Holder>> = {
  string: (value) => value,
  int: (value) => value,
  boolean: (value) => value,
  bigint: (value) => BigInt(value as number),
  timestamp: (value) => new Date(value as string),
  json: (value) => JSON.stringify(value),
};

/** Made once per field: the declaration is walked here, and not again for every event. */
function holderOf(type: SilverType): Holder {
  const held =
    typeof type === "string" ? leaves[type] : "list" in type ? listHolder(type.list) : structHolder(type.struct);
  return (value) => (value === undefined || value === null ? null : held(value));
}

function listHolder(element: SilverType): Holder {
  const held = holderOf(element);
  return (value) => (value as readonly unknown[]).map(held);
}

function structHolder(fields: SilverFields): Holder {
  const holders = holdersOf(fields);
  return (value) => {
    const struct: Record<string, unknown> = {};
    for (const [name, held] of holders) struct[name] = held((value as Readonly<Record<string, unknown>>)[name]);
    return struct;
  };
}

const holdersOf = (fields: SilverFields): readonly (readonly [string, Holder])[] =>
  Object.entries(fields).map(([name, { type }]) => [name, holderOf(type)] as const);

const columns = holdersOf(silverFields);
