import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeEach, expect, test, vi } from "vitest";
import { local } from "../../../environments/local.ts";
import { interrupted, tellFailure } from "../../../ops/apply/plan-journal.ts";
import type { StatePlan } from "../../../ops/apply/plans.ts";
import { Journal } from "../../../ops/journal/journal.ts";
import { openRecords } from "../../../ops/lock/store.ts";
import { listening } from "./given.ts";

const homes: string[] = [];
beforeEach(() => {
  homes.push(mkdtempSync(join(tmpdir(), "cap-plan-journal-")));
  vi.stubEnv("CAP_HOME", homes.at(-1) ?? "");
});
afterAll(() => {
  for (const home of homes) rmSync(home, { recursive: true });
});
const o = { env: local, emulated: true, out: listening().out };
const told = async () =>
  (await new Journal(await openRecords(local, { emulated: true }), local).read(9)).entries.map(
    ({ operation, result, states }) => ({ operation, result, states }),
  );
const failed = (error: unknown): StatePlan => ({
  kind: "failed",
  folder: { name: "durable", dir: "", dependsOn: [] },
  error,
});

test("a plan that was stopped has changed nothing, and is in the journal as interrupted, once", async () => {
  await tellFailure(o, [failed(AbortSignal.abort().reason)]);
  expect(await interrupted(o, true)).toMatchObject({
    code: "CAP_INTERRUPTED",
    exit: 130,
    message: "interrupted; nothing was changed",
  });
  expect(await told()).toEqual([{ operation: "plan", result: "interrupted", states: undefined }]);
});

test("one that had not come to the states is in no journal", async () => {
  await interrupted(o, false);
  expect(await told()).toEqual([]);
});

test("a state that could not be planned is told as failed", async () => {
  await tellFailure(o, [failed(new Error("why"))]);
  expect(await told()).toEqual([
    { operation: "plan", result: "failed", states: [{ name: "durable", result: "failed" }] },
  ]);
});
