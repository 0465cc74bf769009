import { existsSync, readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { trailNamespace, trailSignalNames } from "../../../contracts/metrics.ts";
import { dev } from "../../../environments/dev.ts";
import { trailAlarms } from "../../../modules/audit/alarms.ts";
import { trailSignals } from "../../../modules/audit/trail-signals.ts";
import { runbookPath } from "../../../modules/observability/alarm.ts";
import { synthesised } from "../../support/synthesised.ts";

const platform = synthesised({ environment: dev });
const account = platform.stacks["account"]!.resources;
const filters = account.filter((r) => r.type === "aws_cloudwatch_log_metric_filter");

test("each control of section 5 that a trail can answer has a signal", () => {
  const answered = Object.values(trailSignals).flatMap(({ cis }) => cis ?? []);
  const wanted = Array.from({ length: 15 }, (_, i) => `5.${i + 1}`);
  expect(answered.sort((a, b) => Number(a.slice(2)) - Number(b.slice(2)))).toEqual(wanted);
});

test("what is counted, what is watched and what the contract names are the same", () => {
  const counted = filters.map((r) => r.has["metric_transformation"] as { name: string; namespace: string });
  for (const { namespace } of counted) expect(namespace).toBe(trailNamespace);
  expect(counted.map((m) => m.name).sort()).toEqual([...trailSignalNames].sort());
  const alarms = account.filter((r) => r.type === "aws_cloudwatch_metric_alarm");
  expect(alarms.map((r) => r.has["metric_name"]).sort()).toEqual([...trailSignalNames].sort());
  for (const { has } of alarms) expect(has["alarm_actions"]).toHaveLength(1);
});

test("a pattern is one that CloudWatch takes: short enough, braces and parentheses closed", () => {
  for (const [name, { pattern }] of Object.entries(trailSignals)) {
    expect(pattern.length, name).toBeLessThanOrEqual(1024);
    expect(pattern, name).toMatch(/^\{ .* \}$/);
    let depth = 0;
    for (const c of pattern) {
      if (c === "(") depth++;
      if (c === ")") depth--;
      expect(depth, name).toBeGreaterThanOrEqual(0);
    }
    expect(depth, name).toBe(0);
  }
});

test("every signal has a runbook that says where to look, what to do and when it is over", () => {
  for (const { runbook, name } of trailAlarms()) {
    expect(existsSync(runbookPath(runbook)), name).toBe(true);
    const text = readFileSync(runbookPath(runbook), "utf8");
    for (const part of ["## Look", "## Causes and what to do", "## Afterwards"]) expect(text).toContain(part);
  }
});
