import { expect, test } from "vitest";
import { prices } from "../../../contracts/prices.ts";
import { networkCost } from "../../../modules/network/cost.ts";
import { networkRecovery } from "../../../modules/network/recovery.ts";

const monthly = (egress: "none" | "nat-instance" | "nat-gateway" | "nat-gateway-per-zone", endpoints: "sqs"[] = []) =>
  networkCost({ egress, zones: 2, interfaceEndpoints: endpoints })
    .filter((line) => line.basis === "fixed")
    .reduce((sum, line) => sum + line.quantity * prices[line.price].usd, 0);

test("the prices that the environment's docs state are the ones that are billed", () => {
  expect(monthly("none")).toBe(0);
  expect(monthly("nat-instance")).toBeCloseTo(3.07 + 3.65, 2);
  expect(monthly("nat-gateway")).toBeCloseTo(36.5, 2);
  expect(monthly("nat-gateway-per-zone")).toBeCloseTo(2 * 36.5, 2);
  expect(monthly("none", ["sqs"])).toBeCloseTo(2 * 7.3, 2);
});

test("no egress that saves money promises what the dearer one does after the loss of a zone", () => {
  const after = (egress: Parameters<typeof networkRecovery>[0]) =>
    networkRecovery(egress, true).find((line) => line.after === "zone")?.rtoMinutes;
  expect(after("nat-gateway-per-zone")).toBe(0);
  expect(after("nat-gateway")).toBeGreaterThan(0);
  expect(after("nat-instance")).toBeGreaterThan(0);
});

test("only where something waits in another Region does the network come back after the loss of its own", () => {
  const survives = (copied: boolean) => networkRecovery("none", copied).some((line) => line.after === "region");
  expect([survives(true), survives(false)]).toEqual([true, false]);
});
