import { expect, it } from "vitest";
import { BusError } from "../../../adapters/bus/port.ts";
import type { TopicAdmin } from "../../../adapters/bus/topics-port.ts";
import { OperatorError } from "../../../contracts/errors.ts";
import { topics } from "../../../contracts/topics.ts";
import { Journal } from "../../../ops/journal/journal.ts";
import { withLock } from "../../../ops/lock/with-lock.ts";
import { type Admins, makeRecorded } from "../../../ops/topics/making.ts";
import { planTopics } from "../../../ops/topics/plan.ts";
import { ManualClock } from "../../fakes/manual-clock.ts";
import { MemoryObjects } from "../../fakes/memory-objects.ts";
import { env, failure, plant } from "../lock/holding.ts";

/** Two topics to create. */
const plan = planTopics([topics.securityEvents, topics.alerts], []);
const rule = {
  principal: "User:collect",
  target: { kind: "topic", name: "alerts", match: "exact" },
  operation: "write",
  permission: "allow",
  host: "*",
} as const;
const rights = { missing: [rule], same: [], unmanaged: [] };

/** A bus without topics, where something happens at each that is made. */
const busWhere = (create: TopicAdmin["create"]): Admins => ({
  topics: {
    list: async () => [],
    create,
    addPartitions: async () => {},
    configure: async () => {},
    close: async () => {},
  },
});

function around() {
  const objects = new MemoryObjects();
  const journal = new Journal(objects, env);
  const notes: string[] = [];
  const stop = new AbortController();
  const record = { journal, act: "a", note: (line: string) => void notes.push(line), signal: stop.signal };
  const told = async () => {
    const { entries } = await journal.read(9);
    return entries.toReversed().map(({ result, reason }) => ({ result, reason }));
  };
  return { objects, record, notes, stop, told };
}

const lost = new OperatorError("CAP_LOCK_LOST", "the lock is lost", []);
const half = "1 of 2 changes were made and stay";

it.each([
  ["was interrupted", undefined, [], `interrupted: ${half}`],
  ["lost its lock", lost, [`interrupted: ${half}`], `the lock is lost; interrupted: ${half}`],
] as const)(
  "changes of topics of which the command %s: what was made is counted for whoever reads it now, and in the journal",
  async (_, why, noted, reason) => {
    const { record, notes, stop, told } = around();
    const end = await failure(
      makeRecorded(
        record,
        busWhere(async () => stop.abort(why)),
        { plan },
      ),
    );
    expect(end).toMatchObject({
      code: "CAP_INTERRUPTED",
      exit: 130,
      message: `interrupted: ${half}`,
      nextSteps: [`what makes the rest: cap topics apply --env ${env.name}`],
    });
    // The lock's loss is what such a command ends with; what was made is told before.
    expect(notes).toEqual(noted);
    expect(await told()).toEqual([
      { result: "started", reason: expect.stringMatching(/^create security-events.*; create alerts/) },
      { result: "interrupted", reason },
    ]);
  },
);

it.each([
  ["is held", undefined, "failed", ""],
  ["is lost meanwhile", lost, "interrupted", "the lock is lost; "],
] as const)(
  "a bus that fails while the lock %s: what was made before stays and is told",
  async (_, why, result, first) => {
    const { record, notes, stop, told } = around();
    const bus = busWhere(async ({ name }) => {
      if (name !== topics.alerts.name) return;
      if (why !== undefined) stop.abort(why);
      throw new BusError("no broker answers", "now");
    });
    const end = await failure(makeRecorded(record, bus, { plan }));
    const said = `${half}, and the same command goes on from there; then: no broker answers`;
    expect(end).toMatchObject({ code: "CAP_TOPICS", exit: 1, message: said });
    expect(notes).toEqual(why === undefined ? [] : [said]);
    expect((await told()).at(-1)).toEqual({ result, reason: `${first}${said}` });
  },
);

it("changes that were all made, though the lock was lost by then, are told as made", async () => {
  const { record, notes, stop, told } = around();
  const giving = { list: async () => [], add: async () => stop.abort(lost), close: async () => {} };
  const bus = { ...busWhere(async () => {}), rights: giving };
  expect(await makeRecorded(record, bus, { plan, rights })).toEqual({ made: plan.changes, allowed: [rule] });
  expect(notes).toEqual(["2 of 2 changes made, 1 right given"]);
  expect((await told()).at(-1)).toEqual({
    result: "ok",
    reason: expect.stringMatching(/; 1 right; the lock is lost$/),
  });
});

it("nothing is told beside what was made while the lock is held", async () => {
  const { record, notes, told } = around();
  expect(
    await makeRecorded(
      record,
      busWhere(async () => {}),
      { plan },
    ),
  ).toEqual({ made: plan.changes });
  expect(notes).toEqual([]);
  expect((await told()).at(-1)).toEqual({ result: "ok", reason: expect.stringMatching(/create alerts[^;]*$/) });
});

it("a command whose lock somebody else takes ends with that, after it has told what it made", async () => {
  const { record, notes, stop } = around();
  const clock = new ManualClock();
  const objects = new MemoryObjects(() => clock.now());
  const bus = busWhere(async () => {
    await plant(objects);
    await clock.advance(30_000);
  });
  const lock = { env, objects, operation: "cap topics apply", signal: stop.signal, note: record.note, clock };
  const end = await failure(withLock(lock, ({ signal }) => makeRecorded({ ...record, signal }, bus, { plan })));
  expect(end).toMatchObject({ code: "CAP_LOCK_LOST", exit: 1 });
  const told = `cap topics apply has lost the lock of ${env.name}: what runs is asked to end`;
  expect(notes).toEqual([told, `interrupted: ${half}`]);
});
