import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { openObjects } from "../../../adapters/objects/open.ts";
import { type Objects, ObjectsError } from "../../../adapters/objects/port.ts";
import { names } from "../../../contracts/names.ts";
import { staging as env } from "../../../environments/staging.ts";
import { begin, endInterrupted } from "../../../ops/journal/act.ts";
import { entryKey, type JournalEntry, parseKey } from "../../../ops/journal/entry.ts";
import { Journal, retentionDays } from "../../../ops/journal/journal.ts";
import { FailingObjects } from "../../fakes/failing-objects.ts";
import { ManualClock } from "../../fakes/manual-clock.ts";
import { MemoryObjects } from "../../fakes/memory-objects.ts";
import fc from "../../support/properties.ts";

const actor = { who: "ada", host: "workstation" };
const dayMs = 86_400_000;
const note = (): void => {};

interface Opened {
  readonly clock: ManualClock;
  readonly objects: FailingObjects;
  readonly journal: Journal;
}

function opened(inner: Objects = new MemoryObjects(), fault?: () => ObjectsError): Opened {
  const clock = new ManualClock();
  const objects = new FailingObjects(inner, fault);
  return { clock, objects, journal: new Journal(objects, env, { actor, clock }) };
}

const stores = {
  memory: async () => new MemoryObjects(),
  files: () => openObjects(`file:${mkdtempSync(join(tmpdir(), "cap-journal-"))}`),
};

describe.each(Object.entries(stores))("a journal in %s", (_, open) => {
  test("tells what was done, the newest first, and no more than asked for", async () => {
    const { clock, journal } = opened(await open());
    const states = [{ name: "durable", result: "applied" }];
    for (let i = 0; i < 12; i++) {
      const act = await begin(journal, { act: `act-${i}`, operation: "apply", bundle: `${i}`, commit: "c" }, note);
      await clock.advance(60_000);
      await act.end({ result: "ok", states });
      await clock.advance(1);
    }
    const { entries, unreadable } = await journal.read(5);
    expect(unreadable).toEqual([]);
    expect(entries.map((e) => `${e.act} ${e.result}`)).toEqual([
      "act-11 ok",
      "act-11 started",
      "act-10 ok",
      "act-10 started",
      "act-9 ok",
    ]);
    expect(entries[0]).toEqual({
      ...{ act: "act-11", at: "2026-03-01T10:12:00.011Z", environment: "staging", ...actor },
      ...{ operation: "apply", result: "ok", bundle: "11", commit: "c", states },
    });
  });

  test("names what has no end, until it has one", async () => {
    const { clock, journal } = opened(await open());
    const first = await begin(journal, { act: "first", operation: "apply" }, note);
    await clock.advance(1);
    await begin(journal, { act: "second", operation: "destroy", reason: "asked" }, note);
    expect((await journal.unfinished()).map((e) => e.act)).toEqual(["second", "first"]);
    await first.end({ result: "failed" });
    const [second] = await journal.unfinished();
    expect(second).toMatchObject({ act: "second", operation: "destroy", result: "started", reason: "asked" });
    await endInterrupted(journal, second as JournalEntry);
    expect(await journal.unfinished()).toEqual([]);
  });
});

test("finds the newest entries, however long ago they were written", async () => {
  for (const days of [0, 3, 5, 60, 300, 1_500, 9_000]) {
    const { clock, journal } = opened();
    await journal.append({ act: "old", operation: "plan", result: "ok" });
    await clock.advance(days * dayMs);
    expect((await journal.read(20)).entries, `${days} days`).toMatchObject([{ act: "old" }]);
  }
});

test("reads keys of the last days only when they hold enough", async () => {
  const memory = new MemoryObjects();
  const { clock, journal } = opened(memory);
  for (let i = 0; i < 3_000; i++)
    memory.add(
      entryKey({
        act: `${i}`,
        at: "2026-01-01T00:00:00.000Z",
        environment: "staging",
        operation: "plan",
        result: "ok",
      }),
      new Date(),
    );
  await journal.append({ act: "new", operation: "plan", result: "ok" });
  await clock.advance(dayMs);
  const before = memory.pages;
  expect((await journal.read(1)).entries).toMatchObject([{ act: "new" }]);
  expect(memory.pages - before).toBe(1);
});

test("environments do not see each other's entries", async () => {
  const memory = new MemoryObjects();
  const { journal } = opened(memory);
  await new Journal(memory, { ...env, name: "staging-2" }).append({ act: "a", operation: "plan", result: "ok" });
  expect((await journal.read(9)).entries).toEqual([]);
});

test("what is no entry is named and hides nothing", async () => {
  const { objects, journal } = opened();
  await journal.append({ act: "a", operation: "plan", result: "ok" });
  const key = `${names.journalPrefix(env)}2026-03-01T09:59:59.999Z-a-ok.json`;
  await objects.put(key, new TextEncoder().encode('{"act":"a"}'));
  expect(await journal.read(9)).toMatchObject({ entries: [{ act: "a" }], unreadable: [key] });
});

test("each entry is written once, with a time before which nobody can delete it", async () => {
  const puts: unknown[] = [];
  const inner = new MemoryObjects();
  const { clock, objects, journal } = opened(inner);
  const put = objects.put;
  objects.put = (...args) => {
    puts.push(args[2]);
    return put(...args);
  };
  await journal.append({ act: "a", operation: "unlock", result: "ok" });
  const retainUntil = new Date(clock.now().getTime() + retentionDays * dayMs);
  expect(puts).toEqual([{ ifAbsent: true, retainUntil, contentType: "application/json" }]);
});

test("nothing begins that the journal cannot be told of", async () => {
  const { objects, journal } = opened();
  objects.writes = "refused";
  await expect(begin(journal, { act: "a", operation: "apply" }, note)).rejects.toMatchObject({
    code: "CAP_RECORDS",
    exit: 1,
  });
});

test.each(["missing", "invalid"] as const)("a store that is %s has to be made first", async (code) => {
  const { objects, journal } = opened(new MemoryObjects(), () => new ObjectsError(code, "no", "never"));
  objects.writes = "refused";
  await expect(begin(journal, { act: "a", operation: "apply" }, note)).rejects.toMatchObject({
    exit: 4,
    nextSteps: ["cap bootstrap --env staging"],
  });
});

test("an end is written when the store comes back within a minute, as of when it ended", async () => {
  const { clock, objects, journal } = opened();
  const act = await begin(journal, { act: "a", operation: "apply" }, note);
  objects.writes = "refused";
  const end = act.end({ result: "ok" });
  await clock.advance(50_000);
  objects.writes = "none";
  await clock.advance(5_000);
  await end;
  expect((await journal.read(1)).entries).toMatchObject([{ result: "ok", at: "2026-03-01T10:00:00.000Z" }]);
});

test("an end that cannot be written for a minute is told and does not fail the act", async () => {
  const { clock, objects, journal } = opened();
  const told: string[] = [];
  const act = await begin(journal, { act: "a", operation: "apply" }, (line) => told.push(line));
  objects.writes = "refused";
  const end = act.end({ result: "ok" });
  await clock.advance(61_000);
  await end;
  expect(told).toHaveLength(1);
  expect(told[0]).toMatch(/apply ended ok: the line is cut\nit is shown as unfinished by cap history --env staging/);
  expect(await journal.unfinished()).toMatchObject([{ act: "a" }]);
});

test("an end whose answer was lost is written once", async () => {
  const { clock, objects, journal } = opened();
  const act = await begin(journal, { act: "a", operation: "apply" }, note);
  objects.writes = "answer lost";
  const end = act.end({ result: "ok" });
  await clock.advance(1);
  objects.writes = "none";
  await clock.advance(10_000);
  await end;
  expect((await journal.read(9)).entries.map((e) => e.result)).toEqual(["ok", "started"]);
});

test("an entry about something else than its key says is none: who may write plans cannot write that they were applied", async () => {
  const memory = new MemoryObjects();
  const { journal } = opened(memory);
  const { at, ...entry } = await journal.append({ act: "a", operation: "apply", result: "ok" });
  const forged = entryKey({ ...entry, at, act: "b", operation: "plan" });
  await memory.put(forged, new TextEncoder().encode(JSON.stringify({ ...entry, at, act: "b" })));
  expect(await journal.read(9)).toMatchObject({ entries: [{ act: "a" }], unreadable: [forged] });
});

test("an entry about a plan ends no apply of the same name", async () => {
  const { journal } = opened(new MemoryObjects());
  await journal.append({ act: "a", operation: "apply", result: "started" });
  await journal.append({ act: "a", operation: "plan", result: "ok" });
  expect(await journal.unfinished()).toMatchObject([{ act: "a", operation: "apply" }]);
});

test("a key tells act and result, and keys are in the order of time", () => {
  const moment = fc.integer({ min: 0, max: 4e12 }).map((ms) => new Date(ms).toISOString());
  const act = fc.stringMatching(/^[\w-]{1,40}$/);
  const result = fc.constantFrom("started", "ok", "failed", "refused", "interrupted");
  fc.assert(
    fc.property(moment, moment, act, result, (at, later, id, end) => {
      const entry = { act: id, environment: "staging", operation: "drift-fix", result: end } as const;
      const key = entryKey({ ...entry, at });
      expect(parseKey(key)).toEqual({ key, act: id, operation: "drift-fix", result: end });
      if (at < later) expect(key < entryKey({ ...entry, at: later })).toBe(true);
    }),
  );
  expect(parseKey("journal/staging/readme.txt")).toBeUndefined();
});
