import type { AlarmSpec, Statistic } from "../observability/alarm.ts";
import type { RunbookName } from "../observability/runbooks.ts";
import type { BrokersOutputs } from "./brokers.ts";
import type { StreamingOutputs } from "./streaming.ts";

/**
 * Alarms of the Kafka cluster; none when the bus is embedded. Of the cluster's own metrics only the controller's value
 * is real, the other brokers send 0: Maximum, never Average. A gap keeps the last state: brokers send nothing during
 * maintenance and for minutes after they were made.
 */
export function streamingAlarms({ brokers }: StreamingOutputs): AlarmSpec[] {
  if (brokers === undefined) return [];
  const ids = Array.from({ length: brokers.count }, (_, i) => i + 1);
  return [...clusterAlarms(brokers), ...ids.flatMap((id) => brokerAlarms(brokers, id))];
}

const kafka = (cluster: string, name: string, broker: Readonly<Record<string, string>> = {}) => ({
  namespace: "AWS/Kafka",
  name,
  dimensions: { "Cluster Name": cluster, ...broker },
});

const minutely = { periodSeconds: 60, missing: "ignore" } as const;

const clusterAlarms = ({ cluster }: BrokersOutputs): AlarmSpec[] => [
  {
    ...minutely,
    name: "partitions-offline",
    means: "Partitions have no leader: nothing can be written to them or read from them.",
    runbook: "partitions-offline",
    metric: kafka(cluster, "OfflinePartitionsCount"),
    statistic: "Maximum",
    when: { above: 0 },
    breaching: { periods: 1, of: 1 },
  },
  {
    ...minutely,
    name: "controller-missing",
    means: "No broker is the controller: leaders cannot change.",
    runbook: "controller-missing",
    metric: kafka(cluster, "ActiveControllerCount"),
    statistic: "Maximum",
    when: { below: 1 },
    breaching: { periods: 5, of: 5 },
  },
];

/** What is too much for one broker, after how many minutes. Limits: MSK developer guide, "Best practices". */
interface BrokerLimit {
  readonly part: string;
  readonly runbook: RunbookName;
  readonly metric: string;
  readonly statistic: Statistic;
  readonly above: number;
  readonly minutes: number;
  readonly means: string;
}

const brokerLimits: readonly BrokerLimit[] = [
  {
    part: "disk",
    runbook: "broker-disk",
    metric: "KafkaDataLogsDiskUsed",
    statistic: "Maximum",
    above: 85,
    minutes: 5,
    means: "has a disk that is more than 85 % full; a full broker stops taking records.",
  },
  {
    part: "cpu",
    runbook: "broker-cpu",
    metric: "CpuUser",
    statistic: "Average",
    above: 60,
    minutes: 5,
    means: "uses more than 60 % CPU; the rest is for the loss of another broker.",
  },
  {
    part: "memory",
    runbook: "broker-memory",
    metric: "HeapMemoryAfterGC",
    statistic: "Average",
    above: 60,
    minutes: 15,
    means: "keeps more than 60 % of its heap after collection.",
  },
  {
    part: "under-replicated",
    runbook: "partitions-under-replicated",
    metric: "UnderReplicatedPartitions",
    statistic: "Sum",
    above: 0,
    minutes: 15,
    means: "leads partitions with too few copies: the loss of one more broker loses events.",
  },
];

const brokerAlarms = ({ cluster }: BrokersOutputs, id: number): AlarmSpec[] =>
  brokerLimits.map(({ part, runbook, metric, statistic, above, minutes, means }) => ({
    ...minutely,
    name: `broker-${id}-${part}`,
    means: `Broker ${id} ${means}`,
    runbook,
    metric: kafka(cluster, metric, { "Broker ID": String(id) }),
    statistic,
    when: { above },
    breaching: { periods: minutes, of: minutes },
  }));
