import { mkdtempSync, readdirSync, writeFileSync } from "node:fs";
import { hostname, tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { local } from "../../../environments/local.ts";
import { prod } from "../../../environments/prod.ts";
import type { Invocation } from "../../../ops/command.ts";
import { history } from "../../../ops/commands/history.ts";
import { lock } from "../../../ops/commands/lock.ts";
import { begin } from "../../../ops/journal/act.ts";
import { Journal } from "../../../ops/journal/journal.ts";
import { openRecords } from "../../../ops/lock/store.ts";
import { type UnderLock, withLock } from "../../../ops/lock/with-lock.ts";
import { takeLock } from "../../../ops/workspace/lock.ts";
import { failure } from "./holding.ts";

const before = process.env["CAP_HOME"];
let home: string;
beforeEach(() => {
  const folder = mkdtempSync(join(tmpdir(), "cap-lock-commands-"));
  process.env["CAP_HOME"] = folder;
  home = join(folder, "local");
});
afterEach(() => {
  if (before === undefined) delete process.env["CAP_HOME"];
  else process.env["CAP_HOME"] = before;
});

/** Runs a command for `local`; its exit code, its document and its text. */
async function run(command: typeof lock, args: readonly string[], flags: Invocation["flags"] = {}) {
  const shown: { value: Record<string, unknown>; text: string }[] = [];
  const out: Invocation["out"] = {
    ...{ json: false, quiet: false, verbose: false, interactive: false, terminal: false, onScreen: false },
    result: (value, text) => shown.push({ value: value as Record<string, unknown>, text: text() }),
    note: () => {},
  };
  const { signal } = new AbortController();
  const code = await command.run({ env: local, emulated: true, args, flags, out, yes: false, signal });
  return { code, ...shown[0]! };
}

const dead = JSON.stringify({ pid: 2 ** 22 + 1, start: "1", host: hostname(), operation: "cap up", since: "2026" });

test("nobody holds what nobody has ever touched, and its journal is empty", async () => {
  expect(await run(lock, ["show"])).toMatchObject({
    code: 0,
    value: { environment: "local", lock: null },
    text: "nobody holds local",
  });
  expect(await run(history, [])).toMatchObject({
    code: 0,
    value: { entries: [] },
    text: "the journal of local is empty",
  });
});

test("local is held by the lock of its folder, which show tells and release leaves alone while its process lives", async () => {
  const held = takeLock(home, "cap up");
  const { value, text } = await run(lock, ["show"]);
  expect(value).toMatchObject({ home: { pid: process.pid, operation: "cap up" } });
  expect(text).toMatch(/its folder here is held by cap up, process \d+/);
  expect(await failure(run(lock, ["release"]))).toMatchObject({ code: "CAP_LOCKED", exit: 4 });
  held.release();
});

test("the lock of a dead process is released, once, and the journal says by whom", async () => {
  const held = takeLock(home, "cap up");
  held.release();
  writeFileSync(join(home, "lock.json"), dead);
  expect(await run(lock, ["release"])).toMatchObject({ code: 0, value: { environment: "local", released: true } });
  expect(readdirSync(home)).not.toContain("lock.json");
  expect(await run(lock, ["release"])).toMatchObject({
    code: 0,
    value: { released: false },
    text: "nobody holds local",
  });
  const { value, text } = await run(history, []);
  expect(value).toMatchObject({
    entries: [{ operation: "unlock", result: "ok" }, { result: "started" }],
    unfinished: [],
  });
  expect(text).toMatch(/unlock/);
});

test("history shows as many as asked for, and what has no end", async () => {
  const journal = new Journal(await openRecords(local, { emulated: true }), local);
  for (const act of ["one", "two"]) await begin(journal, { act, operation: "apply" }, () => {});
  const { value, text } = await run(history, [], { last: "1" });
  expect(value["entries"]).toHaveLength(1);
  expect(value["unfinished"]).toHaveLength(2);
  expect(text.match(/has no end in the journal/g)).toHaveLength(2);
  expect(await failure(run(history, [], { last: "0" }))).toMatchObject({ code: "CAP_BAD_FLAG" });
});

test("history says when something in the journal cannot be read, with exit code 3", async () => {
  const objects = await openRecords(local, { emulated: true });
  await objects.put("journal/local/2026-03-01T09:59:59.999Z-a-1-ok.plan.json", new Uint8Array());
  expect(await run(history, [])).toMatchObject({
    code: 3,
    value: { unreadable: [expect.stringContaining("2026-03-01")] },
  });
});

test("lock can show and release, and says so", async () => {
  expect(await failure(run(lock, ["steal"]))).toMatchObject({ code: "CAP_NO_ACTION" });
});

test("an environment of AWS that nobody can reach fails closed", async () => {
  process.env["AWS_ENDPOINT_URL"] = "http://127.0.0.1:9";
  try {
    const out: Invocation["out"] = { ...({} as Invocation["out"]), interactive: false };
    const { signal } = new AbortController();
    const asked = { env: prod, emulated: true, args: ["show"], flags: {}, out, yes: false, signal };
    expect(await failure(lock.run(asked))).toMatchObject({ code: "CAP_NOT_RUNNING" });
  } finally {
    delete process.env["AWS_ENDPOINT_URL"];
  }
});

test("local has no lock in a store: whoever works on its folder holds that", async () => {
  const { signal } = new AbortController();
  const objects = await openRecords(local, { emulated: true });
  const request = { env: local, objects, operation: "cap apply", signal, note: () => {} };
  const id = async (under: UnderLock): Promise<string> => under.id;
  expect(new Set([await withLock(request, id), await withLock(request, id)]).size).toBe(2);
  await expect(withLock(request, () => Promise.reject(new Error("halfway")))).rejects.toThrow("halfway");
});
