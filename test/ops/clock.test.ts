import { expect, test } from "vitest";
import { systemClock } from "../../ops/clock.ts";

test("a sleep ends in its time, or at once when it is told to", async () => {
  const began = performance.now();
  await systemClock.sleep(20);
  expect(performance.now() - began).toBeGreaterThanOrEqual(19);
  const stop = new AbortController();
  const sleeping = systemClock.sleep(60_000, stop.signal);
  stop.abort();
  await sleeping;
  await systemClock.sleep(60_000, stop.signal);
  expect(performance.now() - began).toBeLessThan(10_000);
});
