import type { AlarmSpec, Breach, Statistic } from "../observability/alarm.ts";
import type { RunbookName } from "../observability/runbooks.ts";

/** What is too much for one broker, and after how many minutes. */
export interface BrokerLimit {
  readonly part: string;
  readonly runbook: RunbookName;
  /** Of MSK; several are added up. */
  readonly metrics: readonly [string, ...string[]];
  readonly statistic: Statistic;
  readonly when: Breach;
  readonly minutes: number;
  /** Continues `Broker 1 …`. */
  readonly means: string;
  /** Brokers that send the metric at all. @default - every. */
  readonly on?: "every" | "standard" | "express" | "burstable" | "iam";
  /** @default - ignore: brokers send nothing during maintenance and for minutes after they were made. */
  readonly missing?: AlarmSpec["missing"];
  readonly pages?: true;
}

/** Limits that people choose. Source of these and of those below: MSK developer guide, "Best practices". */
export const chosenLimits = (p: { maxCpuPercent: number; maxDiskPercent: number }): readonly BrokerLimit[] => [
  {
    part: "cpu",
    runbook: "broker-cpu",
    metrics: ["CpuUser", "CpuSystem"],
    // Averages of a minute: a burst of seconds is what a broker is for.
    statistic: "Average",
    when: { above: p.maxCpuPercent },
    minutes: 5,
    means: `uses more than ${p.maxCpuPercent} % CPU; the rest is for the loss of another broker.`,
  },
  {
    part: "disk",
    runbook: "broker-disk",
    metrics: ["KafkaDataLogsDiskUsed"],
    // A disk only fills: its largest value is the latest.
    statistic: "Maximum",
    when: { above: p.maxDiskPercent },
    minutes: 5,
    means: `has a disk that is more than ${p.maxDiskPercent} % full; a full broker stops taking records.`,
    on: "standard",
    pages: true,
  },
];

/** Limits that are the same for everybody. */
export const fixedLimits: readonly BrokerLimit[] = [
  {
    part: "under-replicated",
    runbook: "partitions-under-replicated",
    metrics: ["UnderReplicatedPartitions"],
    // Any at all in a minute. A quarter of an hour, because each restart in a maintenance makes some.
    statistic: "Sum",
    when: { above: 0 },
    minutes: 15,
    means: "leads partitions with too few copies: the loss of one more broker loses events.",
    on: "standard",
  },
  {
    part: "under-min-isr",
    runbook: "partitions-under-min-isr",
    metrics: ["UnderMinIsrPartitionCount"],
    // At once: whoever wants an acknowledgement of all copies, as collect does, is refused from the first second.
    statistic: "Average",
    when: { atLeast: 1 },
    minutes: 1,
    means: "leads partitions with fewer copies in step than a write needs: nothing can be written to them.",
    on: "standard",
    pages: true,
  },
  {
    part: "memory",
    runbook: "broker-memory",
    metrics: ["HeapMemoryAfterGC"],
    // What collections leave, over 15 minutes: a single one says little.
    statistic: "Average",
    when: { above: 60 },
    minutes: 15,
    means: "keeps more than 60 % of its heap after collection.",
    on: "standard",
  },
  {
    part: "credits",
    runbook: "broker-credits",
    metrics: ["CPUCreditBalance"],
    // A balance moves slowly and either way; of 576 at most, 100 are some hours of warning.
    statistic: "Average",
    when: { below: 100 },
    minutes: 15,
    means: "has fewer than 100 CPU credits; at none it is held to 20 % of a core.",
    on: "burstable",
  },
  {
    part: "iam-connections",
    runbook: "broker-iam-connections",
    metrics: ["IAMTooManyConnections"],
    statistic: "Sum",
    when: { above: 0 },
    minutes: 5,
    means: "turned clients away: more new IAM connections than it takes a second, 100, or 4 on a t3.",
    on: "iam",
    // Sent only when somebody was turned away: silence is what it should be.
    missing: "notBreaching",
  },
  {
    part: "produce-throttle",
    runbook: "broker-throttled",
    metrics: ["ProduceThrottleTime"],
    // The worst moment of each minute: an average over requests that were let through says nothing.
    statistic: "Maximum",
    when: { above: 0 },
    minutes: 5,
    means: "slows producers down: they write more than its size allows.",
    on: "express",
    missing: "notBreaching",
  },
  {
    part: "fetch-throttle",
    runbook: "broker-throttled",
    metrics: ["FetchThrottleTime"],
    statistic: "Maximum",
    when: { above: 0 },
    minutes: 5,
    means: "slows consumers down: they read more than its size allows.",
    on: "express",
    missing: "notBreaching",
  },
];
