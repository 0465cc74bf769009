import { setTimeout as sleep } from "node:timers/promises";
import { expect, test } from "vitest";
import { BusError } from "../../../adapters/bus/port.ts";
import { openLog } from "../../../services/runtime/log.ts";
import { inParallel } from "../../../services/runtime/parallel.ts";
import { retrying, retryOf } from "../../../services/runtime/retry.ts";

const log = openLog("test", "silent");
const options = { log, signal: new AbortController().signal, firstWaitMs: 1 };

test("goes on while the error says that trying again helps", async () => {
  let calls = 0;
  const step = async (): Promise<number> => {
    calls += 1;
    if (calls < 4) throw new BusError("busy", "now");
    return calls;
  };
  expect(await retrying("step", step, options)).toBe(4);
});

test.each(["never", "after-refresh"] as const)("does not try again what says %s", async (retry) => {
  let calls = 0;
  const step = async (): Promise<void> => {
    calls += 1;
    throw new BusError("no", retry);
  };
  await expect(retrying("step", step, options)).rejects.toThrow("no");
  expect(calls).toBe(1);
});

test("a step that reads its state anew is tried again after a refresh", async () => {
  let calls = 0;
  const step = async (): Promise<number> => {
    calls += 1;
    if (calls < 2) throw new BusError("moved", "after-refresh");
    return calls;
  };
  expect(await retrying("step", step, { ...options, refreshes: true })).toBe(2);
});

test("an error without the fact is not tried again", () => {
  expect(retryOf(new Error("x"))).toBe("never");
  expect(retryOf("x")).toBe("never");
  expect(retryOf(new BusError("x", "after-refresh"))).toBe("after-refresh");
});

test("gives up at its limit with the last error", async () => {
  const step = async (): Promise<void> => {
    throw new BusError("still busy", "now");
  };
  await expect(retrying("step", step, { ...options, limitMs: 30 })).rejects.toThrow("still busy");
});

test("a stop ends the waiting", async () => {
  const stop = new AbortController();
  const step = async (): Promise<void> => {
    throw new BusError("busy", "now");
  };
  const run = retrying("step", step, { log, signal: stop.signal, firstWaitMs: 60_000 });
  await sleep(5);
  stop.abort();
  await expect(run).rejects.toThrow("busy");
});

test("in parallel: keeps the order, never more than the width, stops at the first error", async () => {
  let running = 0;
  let most = 0;
  const begun: number[] = [];
  const step = async (n: number): Promise<number> => {
    begun.push(n);
    most = Math.max(most, ++running);
    await sleep(n % 3);
    running -= 1;
    if (n === 20) throw new Error("twenty");
    return n * 2;
  };
  const numbers = Array.from({ length: 20 }, (_, i) => i);
  expect(await inParallel(4, numbers, step)).toEqual(numbers.map((n) => n * 2));
  expect(most).toBe(4);
  const more = Array.from({ length: 100 }, (_, i) => i);
  await expect(inParallel(4, more, step)).rejects.toThrow("twenty");
  expect(begun.length).toBeLessThan(50);
});
