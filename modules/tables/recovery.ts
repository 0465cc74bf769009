import type { RecoveryProfile } from "../../contracts/recovery.ts";

/** How the tables come back. */
export const tablesRecovery = ({ copied }: { readonly copied: boolean }): RecoveryProfile => [
  { after: "node", rpoMinutes: 0, rtoMinutes: 0, by: "DynamoDB has no node of ours" },
  { after: "zone", rpoMinutes: 0, rtoMinutes: 0, by: "DynamoDB keeps every item in three zones" },
  {
    after: "data",
    // The latest point that can be restored is about five minutes old.
    rpoMinutes: 5,
    rtoMinutes: 60,
    by: "point-in-time restore into a new table, 35 days back",
  },
  ...(copied
    ? [
        {
          after: "region",
          rpoMinutes: 1,
          rtoMinutes: 5,
          by: "replicas in the recovery Region, which take writes as they are",
        } as const,
      ]
    : []),
];
