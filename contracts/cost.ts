import type { PriceName } from "./prices.ts";

/** One thing that a part of the platform is billed for. */
export interface CostLine {
  /** What is paid for, as a person says it: `3 brokers kafka.t3.small`. */
  readonly item: string;
  readonly price: PriceName;
  /** Units of the price in a month of 730 hours. */
  readonly quantity: number;
  /** `fixed`: for as long as it exists; `usage`: what a stated amount of work costs. */
  readonly basis: "fixed" | "usage";
}

/** What one part costs; a part without a line costs nothing by itself. */
export type CostProfile = readonly CostLine[];

/** Hours that AWS bills for a month. */
export const hoursPerMonth = 730;

/** Addresses that one threshold of a budget can tell. Source: AWS Budgets, "Creating a notification". */
export const mostBudgetMails = 10;
