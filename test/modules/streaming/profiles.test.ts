import { expect, test } from "vitest";
import type { CostProfile } from "../../../contracts/cost.ts";
import { prices } from "../../../contracts/prices.ts";
import { dev } from "../../../environments/dev.ts";
import type { Environment } from "../../../environments/environment.ts";
import { everyProfile } from "../../../environments/index.ts";
import { local } from "../../../environments/local.ts";
import { prod } from "../../../environments/prod.ts";
import { stagingWindow } from "../../../environments/staging.ts";
import { type StreamingCostIntent, streamingCost } from "../../../modules/streaming/cost.ts";
import { streamingRecovery } from "../../../modules/streaming/recovery.ts";

const intent = ({ streaming, network, hours }: Environment): StreamingCostIntent => ({
  streaming,
  zones: network.zones,
  hours,
});
const usd = (profile: CostProfile): number =>
  profile.reduce((sum, { price, quantity }) => sum + prices[price].usd * quantity, 0);

test("what brokers cost is what AWS's price list says: 3 t3.small with 50 GiB each", () => {
  expect(usd(streamingCost(intent(prod)))).toBeCloseTo(3 * 730 * 0.0456 + 150 * 0.1 + 0.4, 5);
});

test("two t3.small cost 66.58 a month before their disks", () => {
  const [brokers] = streamingCost(intent(stagingWindow));
  expect(usd([brokers!])).toBeCloseTo(66.58, 2);
});

test("a node of half a CPU and 2 GiB costs 17.02 a month, and a third of that in working hours", () => {
  const always = streamingCost({ ...intent(dev), hours: { kind: "always" } }).slice(0, 2);
  expect(usd(always)).toBeCloseTo(17.02, 2);
  expect(usd(streamingCost(intent(dev)).slice(0, 2))).toBeLessThan(17.02 / 2.9);
});

test("an embedded bus costs nothing", () => {
  expect(streamingCost(intent(local))).toEqual([]);
});

test("a broker without a price is our mistake, never nothing", () => {
  const tier = { kind: "standard", instance: "kafka.m9g.huge", storageGib: 1 } as const;
  const streaming = { kind: "msk-provisioned", tier, brokersPerZone: 1, transport: "tls" } as const;
  expect(() => streamingCost({ ...intent(prod), streaming })).toThrow("no price for kafka.m9g.huge");
});

test("every environment's bus comes back after the loss of a node and of its data", () => {
  for (const env of everyProfile.filter((e) => e.streaming.kind !== "embedded")) {
    const losses = streamingRecovery(intent(env)).map((line) => line.after);
    expect(losses).toEqual(expect.arrayContaining(["node", "data", "zone", "region"]));
    expect(new Set(losses).size).toBe(losses.length);
  }
});

test("an embedded bus does not survive its machine", () => {
  expect(streamingRecovery(intent(local)).map((line) => line.after)).toEqual(["data"]);
});
