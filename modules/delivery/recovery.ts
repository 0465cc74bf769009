import type { RecoveryProfile } from "../../contracts/recovery.ts";

/** How releases come back: what runs is in the registry of images, which is copied; the rest is built anew from a commit. */
export const deliveryRecovery: RecoveryProfile = [
  { after: "node", rpoMinutes: 0, rtoMinutes: 0, by: "it has no node of ours" },
  { after: "zone", rpoMinutes: 0, rtoMinutes: 0, by: "S3 and CodeDeploy span the zones of their Region" },
  { after: "data", rpoMinutes: 0, rtoMinutes: 15, by: "versions of the bucket, for 30 days" },
  { after: "region", rpoMinutes: 0, rtoMinutes: 30, by: "a build of the same commit: the same bytes" },
];
