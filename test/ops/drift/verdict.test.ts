import { expect, test } from "vitest";
import { exitOf, seesAll } from "../../../ops/drift/verdict.ts";
import { expiredLine, finding, night, report } from "./findings.ts";

const recorded = { owner: "a", reason: "b", expires: "2026-03-31" };
const blind = [{ what: "state runtime", because: "denied" }];

test.each([
  ["nothing", report([]), "none", 0, true],
  ["a difference", report([finding()]), "drift", 2, true],
  ["one that is recorded", report([finding({}, { recorded })]), "none", 0, true],
  [
    "one that is recorded and one that is not",
    report([finding({}, { recorded }), finding({ attribute: "policy" })]),
    "drift",
    2,
    true,
  ],
  ["an expired line alone", report([], { expired: [expiredLine()] }), "drift", 2, true],
  ["a blind spot", report([], { blind }), "unknown", 3, false],
  ["a recorded difference and a blind spot", report([finding({}, { recorded })], { blind }), "unknown", 3, false],
  ["drift and a blind spot: 2 beats 3", report([finding()], { blind }), "drift", 2, false],
  ["what nobody knows who did", report([], { unattributed: blind }), "none", 0, true],
  [
    "what is ignored, governed, not needed",
    report([], { ignored: 3, governed: night.governed, unneeded: ["x"] }),
    "none",
    0,
    true,
  ],
] as const)("%s", (_, r, verdict, exit, complete) => {
  expect([r.verdict, exitOf(r), r.complete]).toEqual([verdict, exit, complete]);
});

test("a report has the worst first, however it was found", () =>
  expect(report(night.findings.toReversed()).findings).toEqual(night.findings));

test("what is not told is not there only when nothing was blind and no state was left out", () => {
  expect(seesAll(report([]))).toBe(true);
  expect(seesAll(report([], { blind }))).toBe(false);
  expect(seesAll(report([], { unattributed: blind }))).toBe(true);
  expect(seesAll(report([], { notAsked: ["durable"] }))).toBe(false);
});
