import type { CostProfile } from "../../contracts/cost.ts";

/** A key in each Region that has states; the states themselves are a few MB. Roles and boundaries are free. */
export const bootstrapCost = (regions: number): CostProfile => [
  { item: `${regions} keys of states`, price: "kmsKey", quantity: regions, basis: "fixed" },
];
