import type { AlarmSpec } from "../observability/alarm.ts";
import type { StreamingOutputs } from "./streaming.ts";

const minute = { periodSeconds: 60 } as const;

/**
 * Alarms of the Kafka cluster; none when the bus is embedded. Of the cluster's own metrics only the controller's value
 * is real, the other brokers send 0: Maximum, never Average. A cluster that sends nothing is itself the trouble, except
 * where a gap is known to be normal.
 */
export function streamingAlarms({ brokers }: StreamingOutputs): AlarmSpec[] {
  if (brokers === undefined) return [];
  const metric = (name: string, broker?: number) => ({
    namespace: "AWS/Kafka",
    name,
    dimensions: { "Cluster Name": brokers.cluster, ...(broker === undefined ? {} : { "Broker ID": String(broker) }) },
  });
  const perBroker = Array.from({ length: brokers.count }, (_, i) => i + 1).flatMap((id): AlarmSpec[] => [
    {
      ...minute,
      name: `broker-${id}-disk`,
      means: `The disk of broker ${id} is more than 85 % full; a full broker stops taking records.`,
      runbook: "broker-disk",
      metric: metric("KafkaDataLogsDiskUsed", id),
      statistic: "Maximum",
      when: { above: 85 },
      breaching: { periods: 5, of: 5 },
      missing: "ignore",
    },
    {
      ...minute,
      name: `broker-${id}-cpu`,
      means: `Broker ${id} uses more than 60 % CPU; AWS advises to keep the rest for the loss of another broker.`,
      runbook: "broker-cpu",
      metric: metric("CpuUser", id),
      statistic: "Average",
      when: { above: 60 },
      breaching: { periods: 5, of: 5 },
      missing: "ignore",
    },
    {
      ...minute,
      name: `broker-${id}-memory`,
      means: `The heap of broker ${id} stays above 60 % after collection.`,
      runbook: "broker-memory",
      metric: metric("HeapMemoryAfterGC", id),
      statistic: "Average",
      when: { above: 60 },
      breaching: { periods: 15, of: 15 },
      missing: "ignore",
    },
    {
      ...minute,
      name: `broker-${id}-under-replicated`,
      means: `Broker ${id} leads partitions with too few copies: the loss of one more broker loses events.`,
      runbook: "partitions-under-replicated",
      metric: metric("UnderReplicatedPartitions", id),
      statistic: "Sum",
      when: { above: 0 },
      breaching: { periods: 15, of: 15 },
      missing: "ignore",
    },
  ]);
  return [
    {
      ...minute,
      name: "partitions-offline",
      means: "Partitions have no leader: nothing can be written to them or read from them.",
      runbook: "partitions-offline",
      metric: metric("OfflinePartitionsCount"),
      statistic: "Maximum",
      when: { above: 0 },
      breaching: { periods: 1, of: 1 },
      missing: "ignore",
    },
    {
      ...minute,
      name: "controller-missing",
      means: "No broker is the controller: leaders cannot change.",
      runbook: "controller-missing",
      metric: metric("ActiveControllerCount"),
      statistic: "Maximum",
      when: { below: 1 },
      breaching: { periods: 5, of: 5 },
      missing: "ignore",
    },
    ...perBroker,
  ];
}
