import { expect, test } from "vitest";
import { type Item, items } from "../../contracts/items.ts";
import { type TableContract, tables } from "../../contracts/tables.ts";

const names = Object.keys(items) as (keyof typeof items)[];

test.each(names)("%s: an item holds the keys of its table and its indexes, all of them text", (name) => {
  const table: TableContract = tables[name];
  const shape = items[name].shape as Record<string, { safeParse(value: unknown): { success: boolean } }>;
  for (const { partitionKey, sortKey } of [table, ...Object.values(table.indexes ?? {})])
    for (const key of [partitionKey, sortKey ?? partitionKey]) {
      expect(shape, key).toHaveProperty(key);
      expect(shape[key]!.safeParse(1).success, key).toBe(false);
    }
});

test.each(names)("%s: what the table is keyed by is never absent, what it expires by is a second", (name) => {
  const { partitionKey, sortKey, expiresBy }: TableContract = tables[name];
  const shape = items[name].shape as Record<string, { safeParse(value: unknown): { success: boolean } }>;
  for (const key of [partitionKey, sortKey ?? partitionKey])
    expect(shape[key]!.safeParse(undefined).success, key).toBe(false);
  if (expiresBy !== undefined) expect(shape[expiresBy]!.safeParse("2026-11-25T00:00:00Z").success).toBe(false);
});

test("a user is the same in any spelling: an address with capitals is refused", () => {
  const user: Item<"users"> = {
    customer_id: "c-1",
    user_id: "u-1",
    email: "ann@example.com",
    role: "analyst",
    created_at: "2026-11-25T00:00:00Z",
  };
  expect(items.users.safeParse(user).success).toBe(true);
  expect(items.users.safeParse({ ...user, email: "Ann@example.com" }).success).toBe(false);
});
