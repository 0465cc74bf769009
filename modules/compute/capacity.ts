import type { ServiceSize } from "../../environments/environment.ts";

/** One line of a service's capacity provider strategy. */
export interface CapacityShare {
  readonly capacityProvider: "FARGATE" | "FARGATE_SPOT";
  /** So many tasks come from here first. */
  readonly base: number;
  /** Share of the tasks beyond the bases. */
  readonly weight: number;
}

const onDemand: CapacityShare = { capacityProvider: "FARGATE", base: 1, weight: 1 };

/**
 * Where the tasks of a service come from. On Spot a single task is a Spot task; of several the first stays on demand and
 * three of four others are Spot, so that a day on which AWS takes its capacity back leaves somebody who answers.
 */
export function capacityOf({ capacity = "on-demand", tasks, maxTasks = tasks }: ServiceSize): CapacityShare[] {
  if (capacity === "on-demand") return [onDemand];
  if (maxTasks <= 1) return [{ capacityProvider: "FARGATE_SPOT", base: 0, weight: 1 }];
  return [onDemand, { capacityProvider: "FARGATE_SPOT", base: 0, weight: 3 }];
}
