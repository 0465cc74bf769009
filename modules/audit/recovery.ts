import type { RecoveryProfile } from "../../contracts/recovery.ts";

/**
 * How evidence comes back. It lies in one Region: after the loss of that Region the trail's records since then are those
 * that the other Regions' CloudTrail still holds by itself, 90 days of management events.
 */
export const auditRecovery = (): RecoveryProfile => [
  { after: "node", rpoMinutes: 0, rtoMinutes: 0, by: "CloudTrail and Config have no node of ours" },
  { after: "zone", rpoMinutes: 0, rtoMinutes: 0, by: "S3 spans the zones of its Region" },
  { after: "data", rpoMinutes: 0, rtoMinutes: 15, by: "locked objects of the trail, old versions of Config's" },
];
