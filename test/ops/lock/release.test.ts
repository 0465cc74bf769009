import { expect, test } from "vitest";
import { self } from "../../../adapters/bus/process-identity.ts";
import { names } from "../../../contracts/names.ts";
import { begin } from "../../../ops/journal/act.ts";
import { Journal } from "../../../ops/journal/journal.ts";
import type { LockHolder } from "../../../ops/lock/holder.ts";
import { readLock, type SeenLock } from "../../../ops/lock/holder.ts";
import { releaseLock } from "../../../ops/lock/release.ts";
import { FailingObjects } from "../../fakes/failing-objects.ts";
import { ManualClock } from "../../fakes/manual-clock.ts";
import { MemoryObjects } from "../../fakes/memory-objects.ts";
import { elsewhere, env, failure, gone, plant } from "./holding.ts";

const note = (): void => {};

/** A lock that somebody left so long ago. */
async function left(agoMs: number, changes: Partial<LockHolder> = {}) {
  const clock = new ManualClock();
  const objects = new FailingObjects(new MemoryObjects(() => clock.now()));
  const journal = new Journal(objects, env, { actor: { who: "ada", host: "workstation" }, clock });
  await plant(objects, changes);
  await clock.advance(agoMs);
  const seen = (await readLock(objects, env)) as SeenLock;
  const release = (): Promise<void> => releaseLock({ objects, journal, seen, note });
  return { clock, objects, journal, seen, release };
}

test.each([
  ["elsewhere", elsewhere],
  ["on this host, which has ended", gone],
])(
  "a lock that is silent for two minutes is released, of a process %s, and the journal says so",
  async (_, process) => {
    const { objects, journal, release } = await left(120_000, { process });
    await release();
    expect(await readLock(objects, env)).toBeUndefined();
    const { entries } = await journal.read(10);
    expect(entries).toMatchObject([
      { operation: "unlock", result: "ok", who: "ada", reason: expect.stringContaining("cap apply of grace@laptop-7") },
      { operation: "unlock", result: "started" },
    ]);
    expect(await journal.unfinished()).toEqual([]);
  },
);

test.each([
  ["its heartbeat is younger than two minutes", 119_999, elsewhere, /119 s old: wait 1 s more/],
  ["its dead process beat a moment ago", 5_000, gone, /5 s old: wait 115 s more/],
  ["its process lives on this host, however silent it is", 86_400_000, self, /process \d+ lives on this host/],
])("a lock stays while %s, and nothing is written", async (_, agoMs, process, says) => {
  const { objects, journal, release } = await left(agoMs, { process });
  const error = await failure(release());
  expect(error).toMatchObject({ code: "CAP_LOCK_IN_USE", exit: 4 });
  expect(error.message).toMatch(says);
  // Nobody is told to stop what has ended.
  expect((error["nextSteps"] as string[]).join().includes("Ctrl-C")).toBe(process !== gone);
  expect(await readLock(objects, env)).toBeDefined();
  expect((await journal.read(10)).entries).toEqual([]);
});

test("a lock that nobody can read goes by its age alone", async () => {
  const { clock, objects, journal } = await left(0);
  await objects.put(names.lockKey(env), new TextEncoder().encode("junk"));
  await clock.advance(120_000);
  const seen = (await readLock(objects, env)) as SeenLock;
  await releaseLock({ objects, journal, seen, note });
  expect(await readLock(objects, env)).toBeUndefined();
});

test("of eight who release at once one does it, and every try is in the journal", async () => {
  const { objects, journal, release } = await left(120_000);
  const ends = await Promise.allSettled(Array.from({ length: 8 }, release));
  expect(ends.filter((end) => end.status === "fulfilled")).toHaveLength(1);
  for (const end of ends)
    if (end.status === "rejected") expect(end.reason).toMatchObject({ code: "CAP_LOCK_CHANGED", exit: 4 });
  expect(await readLock(objects, env)).toBeUndefined();
  const { entries } = await journal.read(100);
  expect(entries.map((e) => e.result).sort()).toEqual([
    "ok",
    ...Array.from({ length: 7 }, () => "refused"),
    ...Array.from({ length: 8 }, () => "started"),
  ]);
});

test("a lock that beat again after it was looked at stays", async () => {
  const { objects, release } = await left(120_000);
  await plant(objects, { beat: "2026-03-01T10:02:00.000Z" });
  expect(await failure(release())).toMatchObject({ code: "CAP_LOCK_CHANGED", exit: 4 });
  expect(await readLock(objects, env)).toMatchObject({ holder: { who: "grace" } });
});

test("a lock stays when the journal cannot be told", async () => {
  const { objects, release } = await left(120_000);
  objects.writes = "refused";
  expect(await failure(release())).toMatchObject({ code: "CAP_RECORDS", exit: 1 });
  expect(await readLock(objects, env)).toBeDefined();
});

test("what was cut off with the lock has an end in the journal, and nothing else that is unfinished", async () => {
  const { journal, seen, release } = await left(120_000);
  const commit = "c0ffee";
  await begin(journal, { act: seen.holder?.id ?? "", operation: "apply", commit }, note);
  await begin(journal, { act: "another", operation: "plan" }, note);
  await release();
  expect(await journal.unfinished()).toMatchObject([{ act: "another" }]);
  const ended = (await journal.read(10)).entries.find((e) => e.act === seen.holder?.id);
  expect(ended).toMatchObject({ operation: "apply", result: "interrupted", commit });
  expect(ended?.reason).toMatch(/^cut off/);
});
