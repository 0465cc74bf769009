import type { ServiceName } from "../contracts/names.ts";
import { lakeGroup, topics } from "../contracts/topics.ts";
import type { Demand } from "../modules/compute/demand.ts";
import type { LoadBalancerOutputs } from "../modules/compute/load-balancer-props.ts";
import type { QueueOutputs } from "../modules/messaging/queue.ts";
import type { StreamingOutputs } from "../modules/streaming/outputs.ts";

/** Above this a task is better joined by another than pushed on. */
const busy: Demand = { kind: "cpu", percent: 60 };

/** Where demand is seen. */
export interface DemandParts {
  readonly landed: QueueOutputs;
  readonly bus: StreamingOutputs;
  readonly entrance: LoadBalancerOutputs<"control" | "web">;
}

/** What asks for more tasks of each service, where its size leaves room for them. */
export function serviceDemands({ landed, bus, entrance }: DemandParts): Record<ServiceName, readonly Demand[]> {
  const requests = (target: "control" | "web", perTask: number): Demand => ({
    kind: "requests",
    balancer: entrance,
    target: entrance.targets[target],
    perTask,
  });
  const consumer =
    bus.kind === "msk" ? { cluster: bus.msk.cluster, group: lakeGroup, topic: topics.securityEvents.name } : undefined;
  return {
    // A landed object holds some thousand events and takes about a second.
    collect: [{ kind: "queue", queue: landed, perTask: 300 }],
    // About half a minute of one task's work. Elsewhere by CPU, which is what reading a backlog takes: the lag that the
    // lake logs of itself ends with its tasks, and nothing would follow a metric that is gone.
    lake: consumer === undefined ? [busy] : [{ kind: "lag", consumer, perTask: 200_000 }],
    control: [requests("control", 600), busy],
    web: [requests("web", 3_000)],
  };
}
