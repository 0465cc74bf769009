import { serviceAlarms } from "../compute/alarms.ts";
import type { AlarmSpec } from "../observability/alarm.ts";
import type { NodesOutputs } from "./outputs.ts";

/**
 * Alarms of nodes on Fargate: those of any ECS service, and the loss of one pages. Kafka's own metrics stay inside the
 * nodes; how far a consumer is behind it says itself.
 */
export const nodeAlarms = ({ nodes }: NodesOutputs): AlarmSpec[] =>
  nodes.flatMap((node, i) =>
    serviceAlarms(`kafka-${i + 1}`, node, { maxCpuPercent: 80, maxMemoryPercent: 90 }).map((alarm) =>
      alarm.runbook === "service-down"
        ? {
            ...alarm,
            means: `Kafka node ${i + 1} is gone, and its records with it.`,
            runbook: "kafka-node-lost",
            pages: "bus",
          }
        : alarm,
    ),
  );
