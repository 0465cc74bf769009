import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { type Item, StoreError } from "../../../adapters/store/port.ts";
import { openSqliteStore } from "../../../adapters/store/sqlite.ts";
import { tables } from "../../../contracts/tables.ts";
import { usageKeyOf } from "../../../services/authorize/usage-key.ts";

const key = (name: string): string => `key-of-${name}`.padEnd(20, "-");
const keys = { own: key("environment"), plans: { standard: key("standard"), premium: key("premium") } };
const customer = (more: Item): Item => ({
  customer_id: "acme",
  name: "Acme",
  plan: "standard",
  accounts: "123456789012",
  created_at: "2026-11-25T00:00:00Z",
  ...more,
});
const nobodyHears = (cause: StoreError): never => {
  throw cause;
};

async function keyOf(asked: string, ...known: Item[]): Promise<string> {
  const store = openSqliteStore(join(mkdtempSync(join(tmpdir(), "cap-usage-")), "store"));
  try {
    for (const item of known) await store.put(tables.customers, item);
    return await usageKeyOf(asked, store, keys, nobodyHears);
  } finally {
    store.close();
  }
}

test("customers of one plan count each against their own key", async () => {
  const known = ["acme", "umbrella"].map((id) => customer({ customer_id: id, usage_key: key(id) }));
  expect(await keyOf("acme", ...known)).toBe(key("acme"));
  expect(await keyOf("umbrella", ...known)).toBe(key("umbrella"));
});

test.each([
  ["a customer without one shares the first key of the plan", customer({ plan: "premium" }), keys.plans.premium],
  ["a plan that the API does not have leaves the environment's own", customer({ plan: "free" }), keys.own],
  ["an item that is none of the contract's does too", customer({ usage_key: "too short" }), keys.own],
])("%s", async (_, item, expected) => expect(await keyOf("acme", item)).toBe(expected));

test("whom the table does not know counts against the environment's own key", async () => {
  expect(await keyOf("prod", customer({}))).toBe(keys.own);
});

test("a table that cannot be read refuses nobody, and is told", async () => {
  const fault = new StoreError("unavailable", "away", "now");
  const heard: StoreError[] = [];
  const away = { get: () => Promise.reject(fault) };
  expect(await usageKeyOf("acme", away, keys, (cause) => heard.push(cause))).toBe(keys.own);
  expect(heard).toEqual([fault]);
  const bug = { get: () => Promise.reject(new TypeError("ours")) };
  await expect(usageKeyOf("acme", bug, keys, nobodyHears)).rejects.toThrow(TypeError);
});
