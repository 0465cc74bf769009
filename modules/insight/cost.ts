import type { CostProfile } from "../../contracts/cost.ts";

/** What the pages cost: an author, whoever reads them; questions are paid for by the lake. */
export const insightCost = (insight: { readonly kind: "none" | "quicksight" }): CostProfile =>
  insight.kind === "none"
    ? []
    : [{ item: "1 author of QuickSight", price: "quickSightAuthor", quantity: 1, basis: "fixed" }];
