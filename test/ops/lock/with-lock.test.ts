import { expect, test } from "vitest";
import { readLock } from "../../../ops/lock/holder.ts";
import { type LockRequest, type UnderLock, withLock } from "../../../ops/lock/with-lock.ts";
import { ManualClock } from "../../fakes/manual-clock.ts";
import { MemoryObjects } from "../../fakes/memory-objects.ts";
import { env, failure, plant } from "./holding.ts";

const lost = { code: "CAP_LOCK_LOST", exit: 1 };

function asked(stop = new AbortController()) {
  const clock = new ManualClock();
  const objects = new MemoryObjects(() => clock.now());
  const told: string[] = [];
  const note = (line: string) => void told.push(line);
  const request: LockRequest = { env, objects, operation: "cap apply", signal: stop.signal, note, clock };
  const toSomebodyElse = async (): Promise<void> => {
    await plant(objects);
    await clock.advance(30_000);
  };
  return { request, told, toSomebodyElse, holder: async () => (await readLock(objects, env))?.holder?.id };
}

test("who acts under a lock is told when it is lost; what it gave by then goes to whoever wants it, with why", async () => {
  const { request, toSomebodyElse, holder } = asked();
  const act = async ({ signal }: UnderLock) => {
    await toSomebodyElse();
    return { done: "half", stopped: signal.reason };
  };
  const gave = await withLock(request, act, (half, why) => ({ ...half, done: `${half.done}: ${why.code}` }));
  expect(gave).toEqual({ done: "half: CAP_LOCK_LOST", stopped: expect.objectContaining(lost) });
  expect(await holder()).toBe("somebody-elses");
});

test("a loss is told at once, while what runs still ends; a lock that is kept tells nothing", async () => {
  const { request, told, toSomebodyElse } = asked();
  const act = async () => {
    await toSomebodyElse();
    return [...told];
  };
  expect(await withLock(request, act, (heard) => heard)).toEqual([
    `cap apply has lost the lock of ${env.name}: what runs is asked to end`,
  ]);
  const kept = asked();
  await withLock(kept.request, async () => {});
  expect(kept.told).toEqual([]);
});

test("who wants nothing of it is told that the lock was lost, and so is who threw", async () => {
  const { request, toSomebodyElse } = asked();
  expect(await failure(withLock(request, toSomebodyElse))).toMatchObject(lost);
  const another = asked();
  const act = async (): Promise<never> => {
    await another.toSomebodyElse();
    throw new Error("half of it failed");
  };
  expect(await failure(withLock(another.request, act, () => expect.unreachable()))).toMatchObject(lost);
});

test("a lock that was kept to the end is given back, however that was, and nobody asks what became of it", async () => {
  const stop = new AbortController();
  const { request, holder } = asked(stop);
  const never = () => expect.unreachable();
  expect(await withLock(request, holder, never)).toEqual(expect.any(String));
  expect(await holder()).toBeUndefined();
  await expect(withLock(request, () => Promise.reject(new Error("halfway")), never)).rejects.toThrow("halfway");
  expect(await holder()).toBeUndefined();
  const aborted = await withLock(request, async ({ signal }) => {
    stop.abort();
    return signal.aborted;
  });
  expect({ aborted, holder: await holder() }).toEqual({ aborted: true, holder: undefined });
});

test("an act that throws before it has given a promise leaves no lock behind either", async () => {
  const { request, holder } = asked();
  const act = (): never => {
    throw new Error("at once");
  };
  await expect(withLock(request, act)).rejects.toThrow("at once");
  expect(await holder()).toBeUndefined();
});
