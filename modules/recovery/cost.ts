import type { CostLine, CostProfile } from "../../contracts/cost.ts";
import type { RecoveryKind } from "../../contracts/recovery.ts";

/** What the price of backups and of the watch from outside depends on. */
export interface RecoveryCostIntent {
  readonly kind: RecoveryKind;
  readonly safety: "disposable" | "protected";
  /** All tables together, GB. */
  readonly tablesGb: number;
}

/** Nights of backups that are kept, and months where the environment is protected: DynamoDB's are whole, not increments. */
const kept = { disposable: 35, protected: 35 + 12 } as const;
/** Tables whose restore is tried each month. */
const tested = 3;

const usage = (item: string, price: CostLine["price"], quantity: number): CostLine => ({
  item,
  price,
  quantity,
  basis: "usage",
});

const fixed = (item: string, price: CostLine["price"], quantity: number): CostLine => ({
  item,
  price,
  quantity,
  basis: "fixed",
});

/**
 * What backups cost, and the watch on the entrance from outside. Copies of keys, buckets, tables and secrets stand in the
 * profiles of those, as do versions and point-in-time recovery; experiments cost 0.10 USD a minute when somebody runs one.
 */
export function recoveryCost({ kind, safety, tablesGb }: RecoveryCostIntent): CostProfile {
  if (kind === "none") return [];
  const backups = [usage(`${kept[safety]} backups of ${tablesGb} GB`, "backupTables", kept[safety] * tablesGb)];
  const tests = [
    fixed(`a restore test of ${tested} tables a month`, "restoreTests", tested),
    usage("what they restore", "tableRestores", tablesGb),
  ];
  const proven = safety === "protected" ? [...backups, ...tests] : backups;
  if (kind === "backups") return proven;
  return [
    ...proven,
    usage("their copies in the other Region", "backupTables", kept[safety] * tablesGb),
    usage("carrying the copies over", "interRegionData", 30 * tablesGb),
    fixed("health check over TLS from outside", "healthCheck", 1),
    fixed("its alarm", "alarm", 1),
    fixed("key of its topic in us-east-1", "kmsKey", 1),
  ];
}
