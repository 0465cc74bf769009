import { expect, test } from "vitest";
import { type CheckResult, exitOf, reportOf } from "../../../ops/health/report.ts";

const head = { environment: "local", at: "2026-03-01T12:00:00.000Z", ms: 5 };
const check = (state: CheckResult["state"]): CheckResult => ({
  id: `a.${state}`,
  group: "a",
  why: "because",
  state,
  ms: 1,
});
const of = (...states: readonly CheckResult["state"][]) => reportOf(states.map(check), head);

test("the verdict and the exit code of every mix of states", () => {
  const cases: [readonly CheckResult["state"][], string, boolean, number][] = [
    [[], "ok", true, 0],
    [["ok"], "ok", true, 0],
    [["ok", "skip"], "ok", true, 0],
    [["ok", "unknown"], "unknown", false, 3],
    [["ok", "fail"], "fail", true, 2],
    [["fail", "unknown"], "fail", false, 2],
  ];
  for (const [states, verdict, complete, exit] of cases) {
    const report = of(...states);
    expect(report, states.join()).toMatchObject({ verdict, complete });
    expect(exitOf(report), states.join()).toBe(exit);
  }
});

test("the exit code does not grow with the number of findings", () => {
  expect(exitOf(of("fail", "fail", "fail"))).toBe(2);
});
