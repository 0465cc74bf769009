import type { AlarmSpec, Calculation, Measure } from "../observability/alarm.ts";
import { type BrokerLimit, chosenLimits, fixedLimits } from "./broker-limits.ts";
import { kafkaMetric } from "./kafka-metric.ts";
import type { MskOutputs } from "./outputs.ts";

const minutely = { periodSeconds: 60, missing: "ignore" } as const;

/**
 * Alarms of the cluster as a whole. Only the controller's value is real, the other brokers send 0: Maximum, never
 * Average. A gap keeps the last state: brokers send nothing during maintenance and for minutes after they were made.
 * Serverless has none of these metrics, and its brokers are AWS's to mend.
 */
export const clusterAlarms = ({ tier, cluster }: MskOutputs): AlarmSpec[] => {
  if (tier === "serverless") return [];
  const controller: AlarmSpec = {
    ...minutely,
    name: "controller-missing",
    means: "No broker is the controller: leaders cannot change.",
    runbook: "controller-missing",
    metric: kafkaMetric(cluster, "ActiveControllerCount"),
    statistic: "Maximum",
    when: { below: 1 },
    breaching: { periods: 5, of: 5 },
    pages: "bus",
  };
  // Express brokers keep copies below Kafka and do not count partitions without a leader.
  if (tier === "express") return [controller];
  const offline: AlarmSpec = {
    ...minutely,
    name: "partitions-offline",
    means: "Partitions have no leader: nothing can be written to them or read from them.",
    runbook: "partitions-offline",
    metric: kafkaMetric(cluster, "OfflinePartitionsCount"),
    statistic: "Maximum",
    when: { above: 0 },
    breaching: { periods: 1, of: 1 },
    pages: "bus",
  };
  return [offline, controller];
};

/** What a broker may do before somebody is told. */
export interface BrokerLimits {
  /** @default - 60. */
  readonly maxCpuPercent?: number;
  /** @default - 85. */
  readonly maxDiskPercent?: number;
}

/** Alarms of each broker: one that is ill hides behind two that are well in any number of the whole cluster. */
export function brokerAlarms(msk: MskOutputs, { maxCpuPercent = 60, maxDiskPercent = 85 }: BrokerLimits): AlarmSpec[] {
  const all = [...chosenLimits({ maxCpuPercent, maxDiskPercent }), ...fixedLimits];
  const limits = all.filter((limit) => applies(limit, msk));
  const ids = Array.from({ length: msk.brokers }, (_, i) => i + 1);
  return ids.flatMap((id) => limits.map((limit) => brokerAlarm(msk.cluster, id, limit)));
}

function applies({ on = "every" }: BrokerLimit, { tier, burstable, iam }: MskOutputs): boolean {
  if (on === "burstable") return burstable;
  if (on === "iam") return iam;
  return on === "every" || on === tier;
}

const brokerAlarm = (cluster: string, id: number, limit: BrokerLimit): AlarmSpec => ({
  periodSeconds: 60,
  name: `broker-${id}-${limit.part}`,
  means: `Broker ${id} ${limit.means}`,
  runbook: limit.runbook,
  ...measured(cluster, id, limit),
  when: limit.when,
  breaching: { periods: limit.minutes, of: limit.minutes },
  missing: limit.missing ?? "ignore",
  ...(limit.pages === true ? { pages: "bus" } : {}),
});

function measured(cluster: string, id: number, { metrics, statistic }: BrokerLimit): Measure | Calculation {
  const measure = (name: string): Measure => ({
    metric: kafkaMetric(cluster, name, { "Broker ID": String(id) }),
    statistic,
  });
  const [first, ...rest] = metrics;
  if (rest.length === 0) return measure(first);
  const named = metrics.map((name): [string, Measure] => [name.charAt(0).toLowerCase() + name.slice(1), measure(name)]);
  return { expression: named.map(([name]) => name).join(" + "), measures: Object.fromEntries(named) };
}
