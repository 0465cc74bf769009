import type { RecoveryKind, RecoveryProfile } from "../../contracts/recovery.ts";

/**
 * What the backups themselves survive. They are the last way back: a table comes from its second-by-second history first,
 * and from its replica where there is one. A vault under a compliance lock outlives whoever deletes everything else.
 */
export function backupsRecovery(kind: RecoveryKind): RecoveryProfile {
  if (kind === "none") return [];
  const nightly = 24 * 60;
  const fromVault = { after: "data", rpoMinutes: nightly, rtoMinutes: 240, by: "last night's backup" } as const;
  if (kind === "backups") return [fromVault];
  return [fromVault, { after: "region", rpoMinutes: nightly, rtoMinutes: 240, by: "its copy in the other Region" }];
}
