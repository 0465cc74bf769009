import type { CostProfile } from "../../contracts/cost.ts";

/** What the secrets cost, with those of a recovery Region. */
export const secretsCost = ({ copied }: { readonly copied: boolean }): CostProfile => {
  const count = copied ? 2 : 1;
  return [{ item: `${count} secrets`, price: "secret", quantity: count, basis: "fixed" }];
};
