import { type CostLine, type CostProfile, hoursPerMonth } from "../../contracts/cost.ts";
import { BugError } from "../../contracts/errors.ts";
import type { PriceName } from "../../contracts/prices.ts";
import { topics } from "../../contracts/topics.ts";
import type { Environment, Streaming } from "../../environments/environment.ts";

/** What the cost of a bus depends on. */
export interface StreamingCostIntent {
  readonly streaming: Streaming;
  readonly zones: number;
  readonly hours: Environment["hours"];
}

type Provisioned = Extract<Streaming, { kind: "msk-provisioned" }>;
type Kraft = Extract<Streaming, { kind: "kraft-on-fargate" }>;

/** Price of a broker by its instance. */
const brokerPrices: Readonly<Record<string, PriceName>> = {
  "kafka.t3.small": "kafkaT3Small",
  "kafka.m7g.large": "kafkaM7gLarge",
  "express.m7g.large": "kafkaExpressM7gLarge",
};

function brokerPrice(instance: string): PriceName {
  const price = brokerPrices[instance];
  if (price === undefined) throw new BugError(`no price for ${instance}; add it to contracts/prices.ts`);
  return price;
}

/** What the bus costs a month, before what flows through it: records in and out of MSK Serverless and Express are extra. */
export function streamingCost({ streaming, zones, hours }: StreamingCostIntent): CostProfile {
  switch (streaming.kind) {
    case "embedded":
      return [];
    case "msk-provisioned":
      return provisionedCost(streaming, zones);
    case "msk-serverless":
      return serverlessCost();
    case "kraft-on-fargate":
      return kraftCost(streaming, hoursOf(hours));
  }
}

function provisionedCost({ tier, brokersPerZone, authentication, transport }: Provisioned, zones: number): CostProfile {
  const brokers = brokersPerZone * zones;
  const lines: CostLine[] = [
    fixed(`${brokers} brokers ${tier.instance}`, brokerPrice(tier.instance), brokers * hoursPerMonth),
  ];
  if (tier.kind === "standard")
    lines.push(fixed(`disks of ${tier.storageGib} GiB`, "kafkaStorage", brokers * tier.storageGib));
  if (transport === "tls" && authentication?.includes("scram")) lines.push(fixed("password of a user", "secret", 1));
  return lines;
}

function serverlessCost(): CostProfile {
  const partitions = Object.values(topics).reduce((sum, topic) => sum + topic.partitions, 0);
  return [
    fixed("the cluster", "kafkaServerlessCluster", hoursPerMonth),
    fixed(`${partitions} partitions`, "kafkaServerlessPartition", partitions * hoursPerMonth),
  ];
}

function kraftCost({ nodes, cpu, memoryMib }: Kraft, hours: number): CostProfile {
  const size = `${cpu / 1024} vCPU, ${memoryMib / 1024} GiB`;
  return [
    fixed(`${nodes} nodes on Fargate, ${size}: CPU`, "fargateArmVcpu", (nodes * hours * cpu) / 1024),
    fixed(`${nodes} nodes on Fargate, ${size}: memory`, "fargateArmMemory", (nodes * hours * memoryMib) / 1024),
    fixed("their private names", "hostedZone", 1),
  ];
}

/** Hours of a month in which tasks run; a year has 261 working days. */
const hoursOf = (hours: Environment["hours"]): number =>
  hours.kind === "always" ? hoursPerMonth : Math.round(((hours.to - hours.from) * 261) / 12);

const fixed = (item: string, price: PriceName, quantity: number): CostLine => ({
  item,
  price,
  quantity,
  basis: "fixed",
});
