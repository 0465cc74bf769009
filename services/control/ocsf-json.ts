import type { Value } from "../../adapters/query/port.ts";
import { type SilverFields, type SilverType, silverFields } from "../../contracts/ocsf/silver.ts";

/** A row of silver as OCSF's own JSON: no nulls, and free-form parts as JSON instead of text. */
export const toOcsfJson = (row: Readonly<Record<string, Value>>): Readonly<Record<string, unknown>> =>
  structOf(silverFields, row) ?? {};

function structOf(fields: SilverFields, value: Readonly<Record<string, Value>>): Record<string, unknown> | undefined {
  const entries = Object.entries(fields).flatMap(([name, { type }]) => {
    const inner = jsonOf(type, value[name]);
    return inner === undefined ? [] : [[name, inner] as const];
  });
  return entries.length === 0 ? undefined : Object.fromEntries(entries);
}

function jsonOf(type: SilverType, value: Value | undefined): unknown {
  if (value === null || value === undefined) return undefined;
  if (type === "json") return JSON.parse(String(value));
  if (typeof type === "string") return value;
  if ("list" in type)
    return Array.isArray(value) ? value.map((element: Value) => jsonOf(type.list, element)) : undefined;
  return structOf(type.struct, value as Readonly<Record<string, Value>>);
}
