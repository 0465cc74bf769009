import { type CostLine, type CostProfile, hoursPerMonth } from "../../contracts/cost.ts";
import type { Environment, ServiceSize } from "../../environments/environment.ts";

/** What the cost of the services and their entrance depends on. */
export interface ComputeCostIntent {
  readonly services: Environment["services"];
  readonly hours: Environment["hours"];
  readonly entrance: Environment["entrance"];
  readonly containerInsights: boolean;
  /** Zones of the network: the load balancer has an address in each. */
  readonly zones: number;
}

/** AWS publishes no price of Fargate Spot in its price list; "up to 70 % off" is what it says. The rest is assumed. */
const spotShare = 0.3;
/** Metrics that Container Insights sends of a service. */
const insightMetrics = 7;
const weeksPerMonth = hoursPerMonth / (7 * 24);

/** Hours of a month in which tasks run. */
const runningHours = (hours: Environment["hours"]): number =>
  hours.kind === "always" ? hoursPerMonth : (hours.to - hours.from) * 5 * weeksPerMonth;

const fixed = (item: string, price: CostLine["price"], quantity: number): CostLine => ({
  item,
  price,
  quantity,
  basis: "fixed",
});

function taskCost(name: string, size: ServiceSize, hours: number): CostLine[] {
  const { tasks, cpu, memoryMib, capacity = "on-demand" } = size;
  // Of several tasks on Spot the first stays on demand (capacity.ts).
  const onDemand = capacity === "on-demand" ? tasks : Math.min(tasks, (size.maxTasks ?? tasks) > 1 ? 1 : 0);
  const full = onDemand + (tasks - onDemand) * spotShare;
  const where = capacity === "spot" ? " on Spot, at an assumed 30 % of the price" : "";
  const what = `${tasks} ${tasks === 1 ? "task" : "tasks"} of ${name}${where}`;
  return [
    fixed(`${what}: ${cpu / 1024} vCPU`, "fargateArmVcpu", (full * hours * cpu) / 1024),
    fixed(`${what}: ${memoryMib} MiB`, "fargateArmMemory", (full * hours * memoryMib) / 1024),
  ];
}

/** What the smallest number of tasks costs a month, and the entrance with one unit of load. */
export function computeCost({ services, hours, entrance, containerInsights, zones }: ComputeCostIntent): CostProfile {
  const running = runningHours(hours);
  const count = Object.keys(services).length;
  return [
    ...Object.entries(services).flatMap(([name, size]) => taskCost(name, size, running)),
    fixed("load balancer", "loadBalancer", 1),
    fixed(`its ${zones} addresses`, "publicAddress", zones * hoursPerMonth),
    { item: "one unit of its capacity", price: "loadBalancerCapacity", quantity: 1, basis: "usage" },
    ...(entrance.kind === "https" ? [fixed("hosted zone", "hostedZone", 1)] : []),
    ...(containerInsights ? [fixed(`metrics of ${count} services`, "customMetric", count * insightMetrics)] : []),
  ];
}
