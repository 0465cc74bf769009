import { expect, test } from "vitest";
import { ObjectsError } from "../../../adapters/objects/port.ts";
import { names } from "../../../contracts/names.ts";
import { readLock } from "../../../ops/lock/holder.ts";
import { takeEnvironmentLock } from "../../../ops/lock/take.ts";
import { FailingObjects } from "../../fakes/failing-objects.ts";
import { ManualClock } from "../../fakes/manual-clock.ts";
import { MemoryObjects } from "../../fakes/memory-objects.ts";
import { elsewhere, env, failure, gone, plant } from "./holding.ts";

const clock = new ManualClock();
const bucket = () => new MemoryObjects(() => clock.now());
const never = new AbortController().signal;
const actor = { who: "ada", host: "workstation", run: "https://github.com/example/cap/actions/runs/7/attempts/1" };
const take = (objects: FailingObjects | MemoryObjects) =>
  takeEnvironmentLock(objects, env, "cap apply", never, { actor, clock });

test("says in the store who holds it, from where, for what and since when, and is gone after its release", async () => {
  const objects = bucket();
  const lock = await take(objects);
  expect(await readLock(objects, env)).toMatchObject({
    holder: { ...actor, id: lock.id, environment: "staging", operation: "cap apply", process: { pid: process.pid } },
    beatAt: clock.now(),
  });
  await lock.release();
  await lock.release();
  expect(await objects.head(names.lockKey(env))).toBeUndefined();
  expect(lock.lost.aborted).toBe(false);
});

test("has one holder when eight want it at once; the others are told who", async () => {
  const objects = bucket();
  const ends = await Promise.allSettled(Array.from({ length: 8 }, () => take(objects)));
  const won = ends.flatMap((end) => (end.status === "fulfilled" ? [end.value] : []));
  expect(won).toHaveLength(1);
  for (const end of ends)
    if (end.status === "rejected") expect(end.reason).toMatchObject({ code: "CAP_LOCKED", exit: 4 });
  await won[0]?.release();
  await (await take(objects)).release();
});

test.each([
  [
    "somebody at work",
    0,
    elsewhere,
    /grace@laptop-7, process 12 .*last heartbeat 0 s ago/,
    /cap lock show --env staging/,
  ],
  ["somebody silent", 180_000, elsewhere, /3 min ago, so it was cut off/, /^cap lock release --env staging$/m],
  [
    "a dead process of this host",
    10_000,
    gone,
    /its process has ended/,
    /^cap history --env staging\nwait 110 s: .*\ncap lock release --env staging$/,
  ],
])("is refused while %s holds it, and says how to go on", async (_, agoMs, process, says, next) => {
  const objects = bucket();
  await plant(objects, { process });
  await clock.advance(agoMs);
  const error = await failure(take(objects));
  expect(error).toMatchObject({ code: "CAP_LOCKED", exit: 4 });
  expect(error.message).toMatch(says);
  expect(error.message).toMatch(/nothing was changed$/);
  expect((error["nextSteps"] as string[]).join("\n")).toMatch(next);
});

test("is held by whatever lies there, a lock of ours or not", async () => {
  const objects = bucket();
  await objects.put(names.lockKey(env), new TextEncoder().encode("{"));
  expect((await failure(take(objects))).message).toContain("something that is no lock of CAP");
});

test("knows that it is its own when the answer to its write was lost", async () => {
  const objects = new FailingObjects(bucket());
  objects.writes = "answer lost";
  const lock = await take(objects);
  objects.writes = "none";
  expect(await readLock(objects, env)).toMatchObject({ holder: { id: lock.id } });
  await lock.release();
  expect(await readLock(objects, env)).toBeUndefined();
});

test("nothing begins when the store does not answer", async () => {
  const objects = new FailingObjects(bucket());
  objects.writes = "refused";
  objects.reads = "refused";
  const error = await failure(take(objects));
  expect(error).toMatchObject({ code: "CAP_RECORDS", exit: 1 });
  expect(error.message).toMatch(/nothing was changed/);
});

test("nothing begins when the bucket was never made, and the next step makes it", async () => {
  const objects = new FailingObjects(bucket(), () => new ObjectsError("missing", "NoSuchBucket", "never"));
  objects.writes = "refused";
  expect(await failure(take(objects))).toMatchObject({
    code: "CAP_RECORDS",
    exit: 4,
    nextSteps: ["cap bootstrap --env staging"],
  });
});

test("a bucket that is missing is not taken for one without a lock", async () => {
  const objects = new FailingObjects(bucket(), () => new ObjectsError("missing", "NoSuchBucket", "never"));
  objects.reads = "refused";
  await expect(readLock(objects, env)).rejects.toMatchObject({ code: "missing" });
});

test("whoever was told to stop does not take it", async () => {
  const objects = bucket();
  await expect(takeEnvironmentLock(objects, env, "cap apply", AbortSignal.abort(), { clock })).rejects.toThrow();
  expect(await readLock(objects, env)).toBeUndefined();
});

test("a release tries again while the store is away, then says that the lock stays", async () => {
  const objects = new FailingObjects(bucket());
  const lock = await take(objects);
  objects.writes = "refused";
  const release = failure(lock.release());
  await clock.advance(60_000);
  const error = await release;
  expect(error).toMatchObject({
    code: "CAP_LOCK_STAYS",
    nextSteps: ["wait two minutes", "cap lock release --env staging"],
  });
});

test("a release whose answer was lost, and one after a heartbeat whose answer was lost, end well", async () => {
  const objects = new FailingObjects(bucket());
  const lock = await take(objects);
  objects.writes = "answer lost";
  await clock.advance(30_000);
  const release = lock.release();
  await clock.advance(10_000);
  await release;
  expect(await readLock(objects, env)).toBeUndefined();
});

test("a release leaves a lock alone that is another's by now", async () => {
  const objects = bucket();
  const lock = await take(objects);
  await plant(objects);
  await lock.release();
  expect(await readLock(objects, env)).toMatchObject({ holder: { who: "grace" } });
});
