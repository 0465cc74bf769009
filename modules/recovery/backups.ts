import { BackupPlan, type BackupPlanRule } from "@cdktf/provider-aws/lib/backup-plan/index.js";
import { BackupSelection } from "@cdktf/provider-aws/lib/backup-selection/index.js";
import { Construct } from "constructs";
import { assertValid, type Fault } from "../../contracts/errors.ts";
import { names, type Place } from "../../contracts/names.ts";
import { Role } from "../identity/role.ts";
import { replicaArn } from "../keys/replica-keys.ts";
import type { TableOutputs } from "../tables/tables.ts";
import { grantBackUp, grantCopyOut } from "./backup-grants.ts";
import { lockedDays, type VaultOutputs } from "./vault.ts";

/** What is backed up, when, and for how long. */
export interface BackupsProps {
  readonly place: Place;
  readonly vault: VaultOutputs;
  /**
   * Tables, each by name: a new one that nobody named must not be missed for want of a tag. The lake is not among them:
   * its buckets keep every version, the audit bucket is locked, and where a Region may be lost every object is copied as
   * it is written; a backup of bronze would double what the lake costs and be a day older than the copy.
   */
  readonly tables: readonly TableOutputs[];
  readonly safety: "disposable" | "protected";
  /**
   * Where the environment stands in another Region: every backup is copied into its vault, which is encrypted with the
   * replica of this vault's key.
   * @default - no copies.
   */
  readonly copyTo?: Place;
  /** Days that a nightly backup is kept. @default - 35, as long as point-in-time recovery reaches. */
  readonly keepDays?: number;
}

/** Kept of each month where the environment is protected: longer than a quarter's audit, shorter than the lock's limit. */
const keepMonthsDays = 365;

/** Every fault of the props. */
export function validateBackups({ keepDays = 35, safety, tables, place, copyTo }: BackupsProps): Fault[] {
  const faults: Fault[] = [];
  const { least, most } = lockedDays[safety];
  if (!(Number.isInteger(keepDays) && keepDays >= least && keepDays <= most))
    faults.push({ field: "keepDays", got: keepDays, want: `${least} to ${most}, as the vault's lock wants` });
  if (tables.length === 0) faults.push({ field: "tables", got: "none", want: "at least 1" });
  if (copyTo !== undefined && copyTo.region === place.region)
    faults.push({ field: "copyTo.region", got: copyTo.region, want: "another Region" });
  return faults;
}

/**
 * A plan of nightly and monthly backups of the tables. Copies to another Region need AWS Backup's advanced features for
 * DynamoDB, which every account made since November 2021 has. The setting is not written here: it lists every service
 * that AWS Backup knows, and each one that AWS adds would be drift.
 */
export class Backups extends Construct {
  constructor(scope: Construct, id: string, props: BackupsProps) {
    super(scope, id);
    assertValid("backups", validateBackups(props));
    const { place, vault, tables, copyTo } = props;
    const vaults = [vault.arn, ...(copyTo === undefined ? [] : [names.vaultArn(copyTo)])];
    const keys = [vault.key.arn, ...(copyTo === undefined ? [] : [replicaArn(vault.key, copyTo)])];
    const role = new Role(this, "role", {
      place,
      name: "backup",
      assumedBy: "backup.amazonaws.com",
      grants: [
        grantBackUp(tables, vaults, [...keys, ...tables.map((table) => table.key.arn)]),
        ...(copyTo === undefined ? [] : [grantCopyOut(place)]),
      ],
    }).outputs;
    const plan = new BackupPlan(this, "plan", {
      name: names.vault(place),
      rule: rulesOf(props),
      dependsOn: [...vault.ready],
    });
    new BackupSelection(this, "selection", {
      name: names.of(place, "tables"),
      planId: plan.id,
      iamRoleArn: role.arn,
      resources: tables.map((table) => table.arn),
      dependsOn: [...role.ready],
    });
  }
}

/** At an hour when nobody is at work in Europe, and not at the full hour, when everybody's backups start. */
function rulesOf({ vault, safety, copyTo, keepDays = 35 }: BackupsProps): BackupPlanRule[] {
  const rule = (ruleName: string, schedule: string, deleteAfter: number): BackupPlanRule => ({
    ruleName,
    targetVaultName: vault.name,
    schedule,
    startWindow: 60,
    completionWindow: 240,
    lifecycle: { deleteAfter },
    ...(copyTo === undefined
      ? {}
      : { copyAction: [{ destinationVaultArn: names.vaultArn(copyTo), lifecycle: { deleteAfter } }] }),
  });
  const nightly = rule("nightly", "cron(40 1 * * ? *)", keepDays);
  return safety === "protected" ? [nightly, rule("monthly", "cron(20 3 1 * ? *)", keepMonthsDays)] : [nightly];
}
