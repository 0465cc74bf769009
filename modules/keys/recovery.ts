import type { RecoveryProfile } from "../../contracts/recovery.ts";

/** How keys come back. Their loss would be the loss of everything under them: they are called back, never restored. */
export const keysRecovery = (copied: boolean): RecoveryProfile => [
  { after: "node", rpoMinutes: 0, rtoMinutes: 0, by: "KMS has no node of ours" },
  { after: "zone", rpoMinutes: 0, rtoMinutes: 0, by: "KMS spans the zones of its Region" },
  {
    after: "data",
    rpoMinutes: 0,
    rtoMinutes: 15,
    by: "a key that is to be deleted is called back, for 7 days (disposable) or 30 (protected)",
  },
  ...(copied
    ? [
        {
          after: "region",
          rpoMinutes: 0,
          rtoMinutes: 0,
          by: "replicas of the same keys in the recovery Region",
        } as const,
      ]
    : []),
];
