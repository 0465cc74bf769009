import type { RecoveryKind, RecoveryProfile } from "../../contracts/recovery.ts";

/** How the API comes back. It keeps nothing but its customers' keys, and those the control plane can make again. */
export const apiRecovery = (kind: RecoveryKind): RecoveryProfile => [
  { after: "node", rpoMinutes: 0, rtoMinutes: 0, by: "API Gateway has no node of ours" },
  { after: "zone", rpoMinutes: 0, rtoMinutes: 0, by: "API Gateway spans the zones of its Region" },
  ...(kind === "pilot-light"
    ? [
        {
          after: "region",
          rpoMinutes: 0,
          rtoMinutes: 30,
          by: "runtime, built anew in the recovery Region under the same name",
        } as const,
      ]
    : []),
];
