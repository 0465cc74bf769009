import type { RecoveryProfile } from "../../contracts/recovery.ts";

/** How states come back. Those of a recovery Region lie there, so that the loss of the primary one takes none that counts. */
export const bootstrapRecovery = (regions: number): RecoveryProfile => [
  { after: "node", rpoMinutes: 0, rtoMinutes: 0, by: "S3 has no node of ours" },
  { after: "zone", rpoMinutes: 0, rtoMinutes: 0, by: "S3 spans the zones of its Region" },
  { after: "data", rpoMinutes: 0, rtoMinutes: 15, by: "the state's previous version, kept for a year" },
  ...(regions > 1
    ? [{ after: "region", rpoMinutes: 0, rtoMinutes: 0, by: "a bucket of states in each Region" } as const]
    : []),
];
