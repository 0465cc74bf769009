import { expect, test } from "vitest";
import { judgeFreshness, type Seen } from "../../../services/freshness/judge.ts";

const now = 1_000_000_000;
const seconds = (seen: Omit<Seen, "now">): number | string => {
  const freshness = judgeFreshness({ now, ...seen });
  return freshness.state === "no-data" ? freshness.because : (freshness.samples[0]?.value ?? Number.NaN);
};

test("no data is said, never 0", () => {
  expect(seconds({ uncollected: 0 })).toMatch(/nothing landed lately/);
});

test("all that landed is through: 0", () => {
  expect(seconds({ uncollected: 0, newestCollected: now - 9_000, newestWritten: now - 8_000 })).toBe(0);
  expect(seconds({ uncollected: 0, newestWritten: now - 8_000 })).toBe(0);
});

test("an object that nobody collected counts from when it landed", () => {
  const seen = { uncollected: 3, oldestUncollected: now - 90_000, newestCollected: now, newestWritten: now };
  expect(seconds(seen)).toBe(90);
  expect(judgeFreshness({ now, ...seen })).toMatchObject({ uncollected: 3 });
});

test("collected but not in the lake counts from the receipt", () => {
  expect(seconds({ uncollected: 0, newestCollected: now - 40_000, newestWritten: now - 50_000 })).toBe(40);
  expect(seconds({ uncollected: 0, newestCollected: now - 40_000 })).toBe(40);
});

test("the lake wrote within the second that S3 rounds off: through", () => {
  expect(seconds({ uncollected: 0, newestCollected: now - 9_300, newestWritten: now - 10_000 })).toBe(0);
});
