import type { RecoveryProfile } from "../../contracts/recovery.ts";

/** How the pages come back: they hold no data, and are made anew with the rest of runtime. */
export const insightRecovery: RecoveryProfile = [
  { after: "node", rpoMinutes: 0, rtoMinutes: 0, by: "QuickSight has no node of ours" },
  { after: "zone", rpoMinutes: 0, rtoMinutes: 0, by: "QuickSight spans the zones of its Region" },
  { after: "data", rpoMinutes: 0, rtoMinutes: 15, by: "applied anew" },
];
