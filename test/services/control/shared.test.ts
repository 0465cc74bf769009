import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { shared } from "../../../services/control/shared.ts";

beforeEach(() => vi.useFakeTimers({ toFake: ["Date"], now: 1_000 }));
afterEach(() => vi.useRealTimers());

test("an answer is told again until its time is over, from when it was there", async () => {
  let n = 0;
  const read = shared(async () => ++n, 500);
  expect(await Promise.all([read(), read()])).toEqual([1, 1]);
  vi.setSystemTime(1_499);
  expect(await read()).toBe(1);
  vi.setSystemTime(1_500);
  expect(await read()).toBe(2);
});

test("however long a reading takes, nobody begins another meanwhile", async () => {
  let begun = 0;
  let end = (_: string): void => undefined;
  const read = shared(() => {
    begun += 1;
    return new Promise<string>((resolve) => {
      end = resolve;
    });
  }, 500);
  const first = read();
  vi.setSystemTime(60_000);
  const second = read();
  end("late");
  expect([await first, await second, begun]).toEqual(["late", "late", 1]);
});

test("a failure is told to all who wait for it, and not kept", async () => {
  const answers = [Promise.reject(new Error("away")), Promise.resolve("here")];
  const read = shared(() => answers.shift() ?? Promise.resolve("more"), 500);
  const both = await Promise.allSettled([read(), read()]);
  expect(both.map(({ status }) => status)).toEqual(["rejected", "rejected"]);
  expect(await read()).toBe("here");
});
