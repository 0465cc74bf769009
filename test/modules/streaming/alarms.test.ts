import { expect, test } from "vitest";
import { lakeGroup, topics } from "../../../contracts/topics.ts";
import { dev } from "../../../environments/dev.ts";
import { type AlarmSpec, measuresOf } from "../../../modules/observability/alarm.ts";
import { streamingAlarms } from "../../../modules/streaming/alarms.ts";
import type { MskOutputs, StreamingOutputs } from "../../../modules/streaming/outputs.ts";

const limits = {
  maxLagSeconds: 120,
  maxLagRecords: 1000,
  groups: [{ group: lakeGroup, topic: topics.securityEvents }],
};
const bus = (msk: Partial<MskOutputs>): StreamingOutputs => ({
  kind: "msk",
  url: "kafka://b:1",
  msk: {
    tier: "standard",
    cluster: "bus",
    arn: "a",
    brokers: 3,
    burstable: false,
    iam: true,
    resource: () => "r",
    ...msk,
  },
});
const of = (msk: Partial<MskOutputs>) => streamingAlarms(dev, bus(msk), limits);
const metricsOf = (alarms: readonly AlarmSpec[]): string[] => [
  ...new Set(alarms.flatMap((alarm) => Object.values(measuresOf(alarm)).map((m) => m.metric.name))),
];
const standard = of({ burstable: true });
const byName = (name: string): AlarmSpec => standard.find((alarm) => alarm.name === name)!;
const brokerIn = (alarm: AlarmSpec): string | undefined =>
  Object.values(measuresOf(alarm))[0]?.metric.dimensions["Broker ID"];

test("standard brokers are watched for everything that MSK tells of them", () => {
  expect(metricsOf(standard).sort()).toEqual([
    "ActiveControllerCount",
    "CPUCreditBalance",
    "CpuSystem",
    "CpuUser",
    "EstimatedMaxTimeLag",
    "HeapMemoryAfterGC",
    "IAMTooManyConnections",
    "KafkaDataLogsDiskUsed",
    "MaxOffsetLag",
    "OfflinePartitionsCount",
    "UnderMinIsrPartitionCount",
    "UnderReplicatedPartitions",
  ]);
});

test("CPU is what users and the system take together", () => {
  const cpu = byName("broker-1-cpu");
  expect(cpu).toMatchObject({ expression: "cpuUser + cpuSystem", when: { above: 60 } });
  expect(Object.keys(measuresOf(cpu))).toEqual(["cpuUser", "cpuSystem"]);
});

test("what is of a broker is watched at each of them, and only there", () => {
  const ids = (part: string) => standard.filter((a) => a.name.endsWith(part)).map(brokerIn);
  for (const part of ["-cpu", "-disk", "-memory", "-credits", "-under-min-isr"])
    expect(ids(part)).toEqual(["1", "2", "3"]);
  for (const name of ["partitions-offline", "controller-missing"]) expect(brokerIn(byName(name))).toBeUndefined();
});

test("credits are watched where there are any, refused connections where IAM is asked", () => {
  expect(metricsOf(of({ burstable: false }))).not.toContain("CPUCreditBalance");
  expect(metricsOf(of({ iam: false }))).not.toContain("IAMTooManyConnections");
});

test("Express has neither disks nor copies to watch, but throttles", () => {
  const express = metricsOf(of({ tier: "express" }));
  for (const absent of [
    "KafkaDataLogsDiskUsed",
    "UnderReplicatedPartitions",
    "UnderMinIsrPartitionCount",
    "HeapMemoryAfterGC",
  ])
    expect(express).not.toContain(absent);
  expect(express).toEqual(
    expect.arrayContaining(["ProduceThrottleTime", "FetchThrottleTime", "ActiveControllerCount"]),
  );
});

test("of serverless nothing is seen but how far groups are behind", () => {
  expect(metricsOf(of({ tier: "serverless", brokers: 0 })).sort()).toEqual(["EstimatedMaxTimeLag", "MaxOffsetLag"]);
});

test("lag is watched in time and in records, of each group on its topic, at its worst partition", () => {
  for (const alarm of standard.filter((a) => a.name.startsWith("lag-"))) {
    const [measure] = Object.values(measuresOf(alarm));
    expect(measure?.metric.dimensions).toEqual({
      "Cluster Name": "bus",
      "Consumer Group": "lake",
      Topic: "security-events",
    });
    expect(measure?.statistic).toBe("Maximum");
  }
  expect(byName("lag-lake-seconds").when).toEqual({ above: 120 });
  expect(byName("lag-lake-records").when).toEqual({ above: 1000 });
});

test("names of groups are such that MSK counts them: a group that is not ASCII has no lag", () => {
  for (const { group } of limits.groups) expect(group).toMatch(/^[a-z0-9-]+$/);
});

test("what stops events from being written wakes somebody", () => {
  const paging = standard.filter((alarm) => alarm.pages === "bus").map((alarm) => alarm.name);
  const wanted = [
    "partitions-offline",
    "controller-missing",
    "broker-1-under-min-isr",
    "broker-1-disk",
    "lag-lake-seconds",
  ];
  expect(paging).toEqual(expect.arrayContaining(wanted));
  expect(paging).not.toContain("broker-1-cpu");
});

test("a node on Fargate that is lost wakes somebody, by day only where it rests", () => {
  const logGroup = { name: "l", arn: "l" };
  const node = { name: "cap-x-kafka-1", cluster: "cap-x", logGroup, counted: "by samples" } as const;
  const hours = { kind: "working-hours", timezone: "Europe/Berlin", from: 9, to: 18 } as const;
  const lost = (more: object) =>
    streamingAlarms(dev, { kind: "kraft", url: "kafka://k:1", kraft: { nodes: [{ ...node, ...more }] } }, limits).find(
      (alarm) => alarm.runbook === "kafka-node-lost",
    );
  expect(lost({})).toMatchObject({
    pages: "bus",
    name: "kafka-1-down",
    statistic: "SampleCount",
    missing: "breaching",
  });
  expect(lost({ hours })).toMatchObject({ pages: "bus", name: "kafka-1-down", missing: "ignore" });
  expect(lost({ hours })).toHaveProperty("expression", expect.stringContaining("HOUR(FILL(tasks, 0)) >= 8"));
});

test("nodes on Fargate measure no lag: it is watched in time and in records as the lake says it, for as long", () => {
  const lags = streamingAlarms(dev, { kind: "kraft", url: "kafka://k:1", kraft: { nodes: [] } }, limits);
  const said = (name: string) => ({ namespace: "CAP/dev", name, dimensions: { Service: "lake" } });
  expect(lags).toMatchObject([
    { name: "lag-lake-seconds", metric: said("LagSeconds"), when: { above: 120 }, pages: "bus" },
    { name: "lag-lake-records", metric: said("LagRecords"), when: { above: 1000 } },
  ]);
  for (const alarm of lags) {
    const { breaching, missing, runbook } = byName(alarm.name);
    expect(alarm).toMatchObject({ breaching, missing, runbook, statistic: "Maximum" });
  }
});

test("an embedded bus has no alarms of its own", () => {
  expect(streamingAlarms(dev, { kind: "embedded", url: "sqlite:x" }, limits)).toEqual([]);
});
