import { expect, test } from "vitest";
import type { AlarmSpec } from "../../../modules/observability/alarm.ts";
import { validateAlarms } from "../../../modules/observability/alarms.ts";
import { evaluationOf } from "../../../modules/observability/evaluation.ts";

const place = { name: "local", account: "123456789012", region: "eu-west-1" };
const facts = {
  name: "broker-1-cpu",
  means: "It is busy.",
  runbook: "broker-cpu",
  when: { above: 60 },
  periodSeconds: 60,
  breaching: { periods: 5, of: 5 },
  missing: "ignore",
} as const;
const cpu = (name: string) => ({
  metric: { namespace: "AWS/Kafka", name, dimensions: { "Broker ID": "1" } },
  statistic: "Average" as const,
});
const sum: AlarmSpec = {
  ...facts,
  expression: "user + system",
  measures: { user: cpu("CpuUser"), system: cpu("CpuSystem") },
};
const faults = (spec: AlarmSpec) => validateAlarms({ place, topic: { arn: "t", name: "t" }, alarms: [spec] });

test("a plain alarm has no queries, and a percentile is an extended statistic", () => {
  const plain = evaluationOf({ ...facts, ...cpu("CpuUser"), statistic: "p90" });
  expect(plain).toMatchObject({ metricName: "CpuUser", extendedStatistic: "p90", threshold: 60, period: 60 });
  expect(plain.metricQuery).toBeUndefined();
  expect(plain.statistic).toBeUndefined();
});

test("of a calculation only the result is compared, and every measure is asked for over the same period", () => {
  const { metricQuery = [], metricName, threshold } = evaluationOf(sum);
  expect(metricName).toBeUndefined();
  expect(threshold).toBe(60);
  expect(metricQuery.filter((q) => q.returnData === true).map((q) => q.expression)).toEqual(["user + system"]);
  const measured = metricQuery.flatMap((q) => (q.metric === undefined ? [] : [q.metric]));
  expect(measured.map((m) => m.metricName)).toEqual(["CpuUser", "CpuSystem"]);
  expect(new Set(measured.map((m) => m.period))).toEqual(new Set([60]));
});

test("a band is compared with the value that it was learned from, plain or calculated", () => {
  for (const spec of [{ ...facts, ...cpu("CpuUser") }, sum]) {
    const e = evaluationOf({ ...spec, when: { aboveBand: 3 } });
    expect(e.thresholdMetricId).toBe("band");
    expect(e.threshold).toBeUndefined();
    const returned = (e.metricQuery ?? []).filter((q) => q.returnData === true);
    expect(returned.map((q) => q.id)).toEqual(["value", "band"]);
    expect(returned[1]?.expression).toBe("ANOMALY_DETECTION_BAND(value, 3)");
  }
});

test("an expression uses what is measured and nothing else", () => {
  expect(faults(sum)).toEqual([]);
  const fields = (spec: AlarmSpec) => faults(spec).map((f) => f.field);
  expect(fields({ ...sum, expression: "user + idle" })).toEqual([
    "alarms.broker-1-cpu.measures",
    "alarms.broker-1-cpu.expression",
  ]);
  expect(fields({ ...sum, expression: "FILL(user, 0) + system" })).toEqual([]);
  expect(fields({ ...sum, expression: "value", measures: { value: cpu("CpuUser") } })).toEqual([
    "alarms.broker-1-cpu.measures",
  ]);
});
