import { expect, test } from "vitest";
import { count, duration, sinceEarliest } from "../../../ops/checks/wording.ts";
import { ago } from "./given.ts";

test("counts read as a person would say them", () => {
  expect([0, 1, 2, 12_345].map((n) => count(n, "message"))).toEqual([
    "0 messages",
    "1 message",
    "2 messages",
    "12,345 messages",
  ]);
});

test("durations are cut to their largest unit that still says something", () => {
  const cases = [0, 119, 120, 7_199, 7_200, 172_799, 172_800];
  expect(cases.map(duration)).toEqual(["0 s", "119 s", "2 min", "120 min", "2 h", "48 h", "2 days"]);
});

test("since is the earliest moment that is known, and absent when none is", () => {
  expect(sinceEarliest([ago(10), undefined, ago(60)])).toEqual({ since: ago(60).toISOString() });
  expect(sinceEarliest([undefined])).toEqual({});
});
