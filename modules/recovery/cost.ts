import type { CostLine, CostProfile } from "../../contracts/cost.ts";
import { type KeyClass, keyClasses } from "../../contracts/names.ts";
import type { RecoveryKind } from "../../contracts/recovery.ts";

/** What the price of recovery depends on. */
export interface RecoveryCostIntent {
  readonly kind: RecoveryKind;
  readonly safety: "disposable" | "protected";
  /** All tables together, GB. */
  readonly tablesGb: number;
  /** How many tables. */
  readonly tables: number;
  /** Bronze, silver, gold, quarantine and audit together, GB. */
  readonly lakeGb: number;
}

/** Nights of backups that are kept, and months where the environment is protected: DynamoDB's are whole, not increments. */
const kept = { disposable: 35, protected: 35 + 12 } as const;

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

const classes: readonly KeyClass[] = keyClasses;

/** What being able to come back costs. Point-in-time recovery is the tables' own, and versions are the lake's. */
export function recoveryCost({ kind, safety, tablesGb, tables, lakeGb }: RecoveryCostIntent): CostProfile {
  if (kind === "none") return [];
  const backups = [usage(`${kept[safety]} backups of ${tablesGb} GB`, "backupTables", kept[safety] * tablesGb)];
  const tests = [
    fixed(`a restore test of ${tables} tables a month`, "restoreTests", tables),
    usage("what they restore", "tableRestores", tablesGb),
  ];
  const tested = safety === "protected" ? tests : [];
  if (kind === "backups") return [...backups, ...tested];
  return [
    ...backups,
    ...tested,
    usage("their copies", "backupTables", kept[safety] * tablesGb),
    usage("carrying the copies over", "backupCopies", 30 * tablesGb),
    usage(`the lake's ${lakeGb} GB once more`, "s3Standard", lakeGb),
    usage("tables once more", "dynamodbStorage", tablesGb),
    fixed(`${classes.length} keys of the other Region and one of us-east-1`, "kmsKey", classes.length + 1),
    fixed("token of the other site", "secret", 1),
    fixed("health check over TLS from outside", "healthCheck", 1),
    fixed("its alarm", "alarm", 1),
  ];
}
