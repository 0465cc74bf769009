import type { CostProfile } from "../../contracts/cost.ts";
import { keyClasses } from "../../contracts/names.ts";

/** One key per class of data, and as many replicas where they are copied. Calls are few: buckets and queues keep data keys. */
export const keysCost = (copied: boolean): CostProfile => [
  { item: `${keyClasses.length} keys`, price: "kmsKey", quantity: keyClasses.length, basis: "fixed" },
  ...(copied
    ? [
        {
          item: `${keyClasses.length} replicas of them`,
          price: "kmsKey",
          quantity: keyClasses.length,
          basis: "fixed",
        } as const,
      ]
    : []),
];
