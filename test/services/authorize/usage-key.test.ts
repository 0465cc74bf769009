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
const nobodyHears = (why: string): never => {
  throw new Error(`told without need: ${why}`);
};

/** The key, and what was told. */
async function answerOf(asked: string, ...known: Item[]): Promise<{ readonly key: string; readonly heard: string[] }> {
  const heard: string[] = [];
  const store = openSqliteStore(join(mkdtempSync(join(tmpdir(), "cap-usage-")), "store"));
  try {
    for (const item of known) await store.put(tables.customers, item);
    return { key: await usageKeyOf(asked, store, keys, (why) => heard.push(why)), heard };
  } finally {
    store.close();
  }
}

test("customers of one plan count each against their own key", async () => {
  const known = ["acme", "umbrella"].map((id) => customer({ customer_id: id, usage_key: key(id) }));
  for (const id of ["acme", "umbrella"]) expect(await answerOf(id, ...known)).toEqual({ key: key(id), heard: [] });
});

test("a customer without one shares the first key of the plan", async () => {
  expect(await answerOf("acme", customer({ plan: "premium" }))).toEqual({ key: keys.plans.premium, heard: [] });
});

test("whom the table does not know counts against the environment's own key, as is meant", async () => {
  expect(await answerOf("prod", customer({}))).toEqual({ key: keys.own, heard: [] });
});

test("a plan that the API does not have leaves the environment's own, and is told", async () => {
  const heard = ["plan: got free, want one of standard, premium"];
  expect(await answerOf("acme", customer({ plan: "free" }))).toEqual({ key: keys.own, heard });
  const ownKey = customer({ plan: "free", usage_key: key("acme") });
  expect(await answerOf("acme", ownKey)).toEqual({ key: key("acme"), heard: [] });
});

test("an item that is none of the contract's does too; its fields are told and not what they hold", async () => {
  const { key: got, heard } = await answerOf("acme", customer({ usage_key: "too short", created_at: "yesterday" }));
  expect(got).toBe(keys.own);
  expect(heard).toHaveLength(1);
  expect(heard[0]).toMatch(/^usage_key: .+; created_at: /);
  expect(heard[0]).not.toMatch(/too short|yesterday/);
});

test("a table that cannot be read refuses nobody, and is told", async () => {
  const fault = new StoreError("unavailable", "away", "now");
  const heard: string[] = [];
  const away = { get: () => Promise.reject(fault) };
  expect(await usageKeyOf("acme", away, keys, (why) => heard.push(why))).toBe(keys.own);
  expect(heard).toEqual(["away"]);
  const bug = { get: () => Promise.reject(new TypeError("ours")) };
  await expect(usageKeyOf("acme", bug, keys, nobodyHears)).rejects.toThrow(TypeError);
});
