import { expect, test } from "vitest";
import { names } from "../../../contracts/names.ts";
import { readLock } from "../../../ops/lock/holder.ts";
import { type HeldLock, takeEnvironmentLock } from "../../../ops/lock/take.ts";
import { FailingObjects } from "../../fakes/failing-objects.ts";
import { ManualClock } from "../../fakes/manual-clock.ts";
import { MemoryObjects } from "../../fakes/memory-objects.ts";
import { env, plant } from "./holding.ts";

interface Held {
  readonly clock: ManualClock;
  readonly objects: FailingObjects;
  readonly lock: HeldLock;
  /** Age of the lock in the store, milliseconds. */
  age(): Promise<number>;
}

async function held(): Promise<Held> {
  const clock = new ManualClock();
  const objects = new FailingObjects(new MemoryObjects(() => clock.now()));
  const lock = await takeEnvironmentLock(objects, env, "cap apply", new AbortController().signal, { clock });
  const age = async (): Promise<number> =>
    clock.now().getTime() - ((await readLock(objects, env))?.beatAt.getTime() ?? Number.NaN);
  return { clock, objects, lock, age };
}

test("the lock is never older than 30 seconds, for hours", async () => {
  const { clock, lock, age } = await held();
  for (let minutes = 0; minutes < 180; minutes += 7) {
    await clock.advance(7 * 60_000 + 1_000);
    expect(await age()).toBeLessThanOrEqual(30_000);
  }
  expect(lock.lost.aborted).toBe(false);
  await lock.release();
});

test("nothing is written after the release", async () => {
  const { clock, objects, lock } = await held();
  await lock.release();
  await clock.advance(300_000);
  expect(await objects.head(names.lockKey(env))).toBeUndefined();
});

test("a store that is away for less than two minutes stops nothing", async () => {
  const { clock, objects, lock, age } = await held();
  await clock.advance(30_000);
  objects.writes = "refused";
  await clock.advance(110_000);
  expect(lock.lost.aborted).toBe(false);
  objects.writes = "none";
  await clock.advance(9_000);
  expect(await age()).toBeLessThan(10_000);
  await clock.advance(300_000);
  expect(lock.lost.aborted).toBe(false);
  await lock.release();
});

test.each(["refused", "hangs"] as const)(
  "the operation is stopped before anybody else may take the lock: writes %s for two minutes",
  async (mishap) => {
    const { clock, objects, lock, age } = await held();
    await clock.advance(60_000);
    objects.writes = mishap;
    await clock.advance(119_999);
    expect(lock.lost.aborted).toBe(false);
    expect(await age()).toBeLessThan(120_000);
    await clock.advance(1);
    expect(lock.lost.reason).toMatchObject({ code: "CAP_LOCK_LOST", exit: 1 });
    expect(lock.lost.reason.message).toMatch(/could not be written for 120 s/);
    objects.writes = "none";
    await lock.release();
    expect(await readLock(objects, env)).toBeUndefined();
  },
);

test("the operation is stopped when the lock is in other hands, and they are named", async () => {
  const { clock, objects, lock } = await held();
  await plant(objects);
  await clock.advance(30_000);
  expect(lock.lost.reason).toMatchObject({ code: "CAP_LOCK_LOST" });
  expect(lock.lost.reason.message).toMatch(/in other hands: cap apply of grace@laptop-7/);
  await lock.release();
  expect(await readLock(objects, env)).toMatchObject({ holder: { who: "grace" } });
});

test("the operation is stopped when the lock was released by somebody", async () => {
  const { clock, objects, lock } = await held();
  await objects.delete(names.lockKey(env));
  await clock.advance(30_000);
  expect(lock.lost.reason).toMatchObject({ code: "CAP_LOCK_LOST" });
  await lock.release();
});

test("a heartbeat whose answer was lost is known as one's own", async () => {
  const { clock, objects, lock, age } = await held();
  objects.writes = "answer lost";
  await clock.advance(31_000);
  objects.writes = "none";
  await clock.advance(200_000);
  expect(lock.lost.aborted).toBe(false);
  expect(await age()).toBeLessThanOrEqual(30_000);
  await lock.release();
});

test("a machine that slept for an hour goes on when nobody took its lock: its next heartbeat proves that", async () => {
  const { clock, lock, age } = await held();
  clock.jump(3_600_000);
  await clock.advance(0);
  expect(lock.lost.aborted).toBe(false);
  expect(await age()).toBe(0);
  await lock.release();
});

test.each(["taken", "unreachable"])("a machine that slept stops when it wakes up to a lock that is %s", async (how) => {
  const { clock, objects, lock } = await held();
  if (how === "taken") await plant(objects);
  else objects.writes = "hangs";
  clock.jump(3_600_000);
  await clock.advance(5_000);
  expect(lock.lost.reason).toMatchObject({ code: "CAP_LOCK_LOST" });
  objects.writes = "none";
  await lock.release();
});
