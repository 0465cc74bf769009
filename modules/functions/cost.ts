import type { CostLine, CostProfile } from "../../contracts/cost.ts";

/** What one function's cost depends on. */
export interface FunctionUse {
  readonly name: string;
  readonly callsPerMonth: number;
  /** Average length of a call. */
  readonly seconds: number;
  /** @default - 256, as the module makes it. */
  readonly memoryMib?: number;
}

/** What functions cost for stated use; without calls they cost nothing. */
export const functionsCost = (uses: readonly FunctionUse[]): CostProfile =>
  uses.flatMap(({ name, callsPerMonth, seconds, memoryMib = 256 }): CostLine[] => [
    {
      item: `${callsPerMonth} calls of ${name}`,
      price: "lambdaRequests",
      quantity: callsPerMonth / 1e6,
      basis: "usage",
    },
    {
      item: `${name}: ${seconds} s of ${memoryMib} MiB each`,
      price: "lambdaArm",
      quantity: (callsPerMonth * seconds * memoryMib) / 1024,
      basis: "usage",
    },
  ]);
