import { expect, test } from "vitest";
import type { CostProfile } from "../../../contracts/cost.ts";
import { prices } from "../../../contracts/prices.ts";
import type { Environment } from "../../../environments/environment.ts";
import { everyProfile } from "../../../environments/index.ts";
import { local } from "../../../environments/local.ts";
import { type StreamingCostIntent, streamingCost } from "../../../modules/streaming/cost.ts";
import { streamingRecovery } from "../../../modules/streaming/recovery.ts";

const intent = ({ streaming, network, hours }: Environment): StreamingCostIntent => ({
  streaming,
  zones: network.zones,
  hours,
});
const usd = (profile: CostProfile): number =>
  profile.reduce((sum, { price, quantity }) => sum + prices[price].usd * quantity, 0);

const tier = { kind: "standard", instance: "kafka.t3.small", storageGib: 50 } as const;
const brokers = { kind: "msk-provisioned", tier, brokersPerZone: 1, transport: "tls" } as const;

test("what brokers cost is what AWS's price list says: 3 t3.small with 50 GiB each, and the secret of a user", () => {
  const streaming = { ...brokers, authentication: ["iam", "scram"] } as const;
  const cost = streamingCost({ streaming, zones: 3, hours: { kind: "always" } });
  expect(usd(cost)).toBeCloseTo(3 * 730 * 0.0456 + 150 * 0.1 + 0.4, 5);
});

test("two t3.small cost 66.58 a month before their disks", () => {
  const [line] = streamingCost({ streaming: brokers, zones: 2, hours: { kind: "always" } });
  expect(usd([line!])).toBeCloseTo(66.58, 2);
});

test("a node of half a CPU and 2 GiB costs 17.02 a month, and a third of that in working hours", () => {
  const streaming = { kind: "kraft-on-fargate", nodes: 1, cpu: 512, memoryMib: 2048 } as const;
  const running = (hours: Environment["hours"]): number =>
    usd(streamingCost({ streaming, zones: 2, hours }).filter(({ price }) => price.startsWith("fargate")));
  expect(running({ kind: "always" })).toBeCloseTo(17.02, 2);
  const office = { kind: "working-hours", timezone: "Europe/Berlin", from: 8, to: 19 } as const;
  expect(running(office)).toBeLessThan(17.02 / 2.9);
});

test("an embedded bus costs nothing", () => {
  expect(streamingCost(intent(local))).toEqual([]);
});

test("a broker without a price is our mistake, never nothing", () => {
  const streaming = { ...brokers, tier: { ...tier, instance: "kafka.m9g.huge" } } as const;
  expect(() => streamingCost({ streaming, zones: 3, hours: { kind: "always" } })).toThrow(
    "no price for kafka.m9g.huge",
  );
});

test("every environment's bus comes back after the loss of a node and of its data", () => {
  for (const env of everyProfile.filter((e) => e.streaming.kind !== "embedded")) {
    const copied = env.recovery.kind === "pilot-light";
    const losses = streamingRecovery({ ...intent(env), copied }).map((line) => line.after);
    expect(losses).toEqual(expect.arrayContaining(["node", "data", "zone"]));
    expect(losses.includes("region")).toBe(copied);
    expect(new Set(losses).size).toBe(losses.length);
  }
});

test("an embedded bus does not survive its machine", () => {
  expect(streamingRecovery({ ...intent(local), copied: false }).map((line) => line.after)).toEqual(["data"]);
});
