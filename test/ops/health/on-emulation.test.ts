import { expect, test } from "vitest";
import { dev } from "../../../environments/dev.ts";
import { onEmulation } from "../../../ops/health/on-emulation.ts";
import { type CheckResult, reportOf } from "../../../ops/health/report.ts";

const head = { environment: "dev", at: "2026-01-01T00:00:00.000Z", ms: 1 };
const fine: CheckResult = { id: "queues.age", group: "queues", why: "", state: "ok", ms: 1 };
const ringing = (saw: string): CheckResult => ({
  id: "alarms.quiet",
  group: "alarms",
  why: "",
  state: "fail",
  want: "no alarm in ALARM",
  fix: "docs/runbooks/nat-instance-down.md",
  since: head.at,
  saw,
  ms: 1,
});
const silent = "cap-dev-nat-instance-down: Threshold Crossed: 5 of 5 datapoints [missing, missing] against 0";
const loud = "cap-dev-queue-depth: Threshold Crossed: 1 of 1 datapoints [7] against 0";

test("an alarm that rings because nothing is started here is told as a limit and no finding", () => {
  const report = onEmulation(reportOf([fine, ringing(silent)], head), dev);
  expect(report.verdict).toBe("ok");
  expect(report.checks[0]).toEqual(fine);
  expect(report.checks[1]).toEqual({
    id: "alarms.quiet",
    group: "alarms",
    why: "",
    state: "skip",
    because: expect.stringMatching(/^a limit of the emulated AWS: metrics of EC2/),
    saw: silent,
    ms: 1,
  });
});

test("an alarm that rings about data stays a finding", () => {
  const report = reportOf([ringing(`${silent}, ${loud}`)], head);
  expect(onEmulation(report, dev)).toEqual(report);
});
