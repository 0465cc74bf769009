import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { readMemory, remember, withMemory, writeMemory } from "../../../ops/health/memory.ts";
import type { CheckResult } from "../../../ops/health/report.ts";

let home: string;
beforeEach(async () => {
  home = await mkdtemp(join(tmpdir(), "cap-health-"));
});
afterEach(() => rm(home, { recursive: true }));

const result = (state: CheckResult["state"], more: Partial<CheckResult> = {}): CheckResult => ({
  id: "lake.tls-only",
  group: "lake",
  why: "because",
  state,
  ms: 1,
  ...more,
});

test("a failure whose beginning nobody tells began when it was first seen, and goes on from there", () => {
  const first = remember({}, [result("ok")], "t1");
  const second = remember(first, [result("fail")], "t2");
  expect(withMemory(result("fail"), first, "t2")).toMatchObject({ since: "t2", lastOk: "t1" });
  expect(withMemory(result("fail"), second, "t3")).toMatchObject({ since: "t2", lastOk: "t1" });
});

test("what AWS tells is better than what was seen", () => {
  expect(withMemory(result("fail", { since: "t0" }), {}, "t2")).toMatchObject({ since: "t0" });
  const memory = { "lake.tls-only": { lastOk: "t1" } };
  expect(withMemory(result("fail", { since: "t0" }), memory, "t2")).not.toHaveProperty("lastOk");
});

test("a check that is fine again begins anew; one that could not look keeps what was known", () => {
  const failing = remember({}, [result("fail")], "t1");
  expect(remember(failing, [result("unknown")], "t2")).toEqual(failing);
  expect(remember(failing, [result("ok")], "t2")).toEqual({ "lake.tls-only": { lastOk: "t2" } });
  expect(withMemory(result("ok"), failing, "t2")).toEqual(result("ok"));
});

test("it survives the process, and a broken or missing file is no memory", async () => {
  expect(await readMemory(home)).toEqual({});
  await writeMemory(home, { a: { lastOk: "t1" } });
  expect(await readMemory(home)).toEqual({ a: { lastOk: "t1" } });
  await writeFile(join(home, "health.json"), "{");
  expect(await readMemory(home)).toEqual({});
});

test("where nothing can be written a look goes on", async () => {
  await writeFile(join(home, "file"), "");
  await expect(writeMemory(join(home, "file", "below"), {})).resolves.toBeUndefined();
});
