import { expect, test } from "vitest";
import type { CostProfile } from "../../../contracts/cost.ts";
import { prices } from "../../../contracts/prices.ts";
import { type LakeIntent, lakeCost } from "../../../modules/lake/cost.ts";
import { lakeRecovery } from "../../../modules/lake/recovery.ts";

const usd = (profile: CostProfile): number =>
  profile.reduce((sum, { price, quantity }) => sum + prices[price].usd * quantity, 0);
const bare: LakeIntent = { jobs: false, requestMetrics: false, copied: false };

test("a small lake costs a few dollars; what is switched on costs more, each by itself", () => {
  expect(usd(lakeCost(bare))).toBeLessThan(3);
  for (const more of [{ jobs: true }, { requestMetrics: true }, { copied: true }])
    expect(usd(lakeCost({ ...bare, ...more }))).toBeGreaterThan(usd(lakeCost(bare)));
});

test("request metrics are 16 a bucket: 9.60 USD for two", () => {
  expect(usd(lakeCost({ ...bare, requestMetrics: true })) - usd(lakeCost(bare))).toBeCloseTo(9.6, 5);
});

test("a lake without a copy does not survive its Region; with one it loses what had not reached bronze", () => {
  const after = (copied: boolean) => lakeRecovery({ copied, freshnessMinutes: 15 }).find((l) => l.after === "region");
  expect(after(false)).toBeUndefined();
  expect(after(true)?.rpoMinutes).toBe(30);
});
