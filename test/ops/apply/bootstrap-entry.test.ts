import { expect, it } from "vitest";
import { ObjectsError } from "../../../adapters/objects/port.ts";
import { dev } from "../../../environments/dev.ts";
import { bootstrapInJournal } from "../../../ops/apply/bootstrap-entry.ts";
import type { ApplyResult } from "../../../ops/apply/result.ts";
import { Journal } from "../../../ops/journal/journal.ts";
import { FailingObjects } from "../../fakes/failing-objects.ts";
import { MemoryObjects } from "../../fakes/memory-objects.ts";
import { listening, summaryOf } from "./given.ts";

const ended = (verdict: ApplyResult["verdict"]): ApplyResult => ({
  ...{ environment: "dev", profile: "usual", bundle: summaryOf().id, commit: "c", verdict },
  ...{ states: [], drift: [], noise: {}, blind: [], seconds: 1 },
});
const told = async (objects: MemoryObjects) =>
  (await new Journal(objects, dev).read(9)).entries.map(({ operation, result, reason }) => ({
    ...{ operation, result },
    ...(reason === undefined ? {} : { reason }),
  }));

it.each([
  ["applied", "ok"],
  ["drift", "ok"],
  ["failed", "failed"],
  ["interrupted", "interrupted"],
  ["declined", "refused"],
] as const)("a first bootstrap that is %s is told as %s", async (verdict, result) => {
  const objects = new MemoryObjects();
  const { out, notes } = listening();
  expect(await bootstrapInJournal(objects, { env: dev, out }, async () => ended(verdict))).toEqual(ended(verdict));
  expect(await told(objects)).toEqual([{ operation: "bootstrap", result }]);
  expect(notes).toEqual([]);
});

it("one that threw is told with the reason", async () => {
  const objects = new MemoryObjects();
  const run = bootstrapInJournal(objects, { env: dev, out: listening().out }, async () => {
    throw new Error("the state could not be moved");
  });
  await expect(run).rejects.toThrow("the state could not be moved");
  expect(await told(objects)).toEqual([
    { operation: "bootstrap", result: "failed", reason: "the state could not be moved" },
  ]);
});

it("where no bucket was made there is no journal, and nobody is told that it is missing", async () => {
  const none = new FailingObjects(new MemoryObjects(), () => new ObjectsError("missing", "no such bucket", "never"));
  none.writes = "refused";
  const { out, notes } = listening();
  await bootstrapInJournal(none, { env: dev, out }, async () => ended("failed"));
  expect(notes).toEqual([]);
  await bootstrapInJournal(none, { env: dev, out }, async () => ended("applied"));
  expect(notes).toEqual([expect.stringMatching(/^the journal in .* was not told: no such bucket/)]);
});
