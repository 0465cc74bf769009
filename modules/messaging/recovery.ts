import type { RecoveryKind, RecoveryProfile } from "../../contracts/recovery.ts";

/**
 * How messages come back. A queue tells only where something new lies: what a lost notification spoke of is still in the
 * landing bucket, and collect looks there for everything that has no receipt, at least every ten minutes.
 */
export const messagingRecovery = (kind: RecoveryKind): RecoveryProfile => [
  { after: "node", rpoMinutes: 0, rtoMinutes: 0, by: "SQS, SNS and EventBridge have no node of ours" },
  { after: "zone", rpoMinutes: 0, rtoMinutes: 0, by: "they span the zones of their Region" },
  { after: "data", rpoMinutes: 0, rtoMinutes: 10, by: "collect sweeps the landing bucket" },
  ...(kind === "pilot-light"
    ? [{ after: "region", rpoMinutes: 0, rtoMinutes: 30, by: "runtime makes them anew; collect sweeps" } as const]
    : []),
];
