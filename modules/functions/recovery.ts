import type { RecoveryKind, RecoveryProfile } from "../../contracts/recovery.ts";

/** How functions come back. They keep nothing between two calls that they would miss. */
export const functionsRecovery = (kind: RecoveryKind): RecoveryProfile => [
  { after: "node", rpoMinutes: 0, rtoMinutes: 0, by: "Lambda runs the next call elsewhere" },
  { after: "zone", rpoMinutes: 0, rtoMinutes: 0, by: "Lambda spans the zones of its Region" },
  ...(kind === "pilot-light"
    ? [{ after: "region", rpoMinutes: 0, rtoMinutes: 30, by: "runtime, built anew in the recovery Region" } as const]
    : []),
];
