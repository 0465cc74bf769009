import type { RecoveryKind, RecoveryProfile } from "../../contracts/recovery.ts";

/** How the services come back. They hold nothing that is not on the bus or in the lake. */
export const computeRecovery = (kind: RecoveryKind): RecoveryProfile => [
  { after: "node", rpoMinutes: 0, rtoMinutes: 2, by: "ECS starts another task" },
  { after: "zone", rpoMinutes: 0, rtoMinutes: 5, by: "ECS starts the tasks in the zones that are left" },
  ...(kind === "pilot-light"
    ? [
        {
          after: "region",
          rpoMinutes: 0,
          rtoMinutes: 30,
          by: "runtime, from images that were copied to the recovery Region",
        } as const,
      ]
    : []),
];
