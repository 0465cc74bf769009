import type { TableContract } from "../../contracts/tables.ts";
import { StoreError } from "./port.ts";

/** The two parts of a key; `sort` is empty in a table without a sort key. */
export interface KeyParts {
  readonly partition: string;
  readonly sort: string;
}

/**
 * The key attributes of an item. Throws StoreError `invalid`: DynamoDB refuses items without them, and so does every
 * adapter.
 */
export function keyOf(table: TableContract, from: Readonly<Record<string, unknown>>): KeyParts {
  const part = (attribute: string): string => {
    const value = from[attribute];
    if (typeof value === "string" && value !== "") return value;
    const got = JSON.stringify(value) ?? "nothing";
    throw new StoreError("invalid", `${table.name}.${attribute}: got ${got}, want a string that is not empty`, "never");
  };
  return { partition: part(table.partitionKey), sort: table.sortKey === undefined ? "" : part(table.sortKey) };
}

/** Only the key attributes, under their names. */
export function keyAttributes(table: TableContract, from: Readonly<Record<string, unknown>>): Record<string, string> {
  const { partition, sort } = keyOf(table, from);
  return { [table.partitionKey]: partition, ...(table.sortKey !== undefined && { [table.sortKey]: sort }) };
}

/** Items by key; where a key comes twice the last one stays. */
export function lastByKey<T extends Readonly<Record<string, unknown>>>(table: TableContract, all: readonly T[]): T[] {
  const byKey = new Map<string, T>();
  for (const one of all) {
    const { partition, sort } = keyOf(table, one);
    byKey.set(JSON.stringify([partition, sort]), one);
  }
  return [...byKey.values()];
}
