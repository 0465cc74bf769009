import { BackupVault } from "@cdktf/provider-aws/lib/backup-vault/index.js";
import { BackupVaultLockConfiguration } from "@cdktf/provider-aws/lib/backup-vault-lock-configuration/index.js";
import { BackupVaultPolicy } from "@cdktf/provider-aws/lib/backup-vault-policy/index.js";
import type { ITerraformDependable } from "cdktf";
import { Construct } from "constructs";
import { names, type Place } from "../../contracts/names.ts";
import { policyDocument, type Statement } from "../identity/policy.ts";
import type { KeyOutputs } from "../keys/keys.ts";

/** Where backups lie. */
export interface VaultProps {
  readonly place: Place;
  /** Encrypts every backup, whatever its source was encrypted with. */
  readonly key: KeyOutputs;
  /** `protected`: after three days nobody can open the lock again, not even the account's root. */
  readonly safety: "disposable" | "protected";
}

/** What others need of a vault. */
export interface VaultOutputs {
  readonly name: string;
  readonly arn: string;
  readonly key: KeyOutputs;
  /** Wait for these before something is put in: a backup that came before the lock is not locked. */
  readonly ready: readonly ITerraformDependable[];
}

/** How long the lock lets a backup be kept, days; a job that asks for another time fails. */
export const lockedDays = {
  protected: { least: 30, most: 400 },
  disposable: { least: 1, most: 400 },
} as const;

/** Days in which a new lock can be taken back; AWS allows no fewer. Source: Backup developer guide, "Vault Lock". */
const coolingOffDays = 3;

/**
 * An encrypted vault with a lock. Without the lock whoever holds the account could delete the backups with the data, which
 * is what an intruder does first; the policy alone could be changed by the same hand.
 */
export class Vault extends Construct {
  readonly outputs: VaultOutputs;
  constructor(scope: Construct, id: string, { place, key, safety }: VaultProps) {
    super(scope, id);
    const guarded = safety === "protected";
    const vault = new BackupVault(this, "vault", {
      name: names.vault(place),
      kmsKeyArn: key.arn,
      forceDestroy: !guarded,
      lifecycle: { preventDestroy: guarded },
    });
    vault.overrideLogicalId("vault_backups");
    const { least, most } = lockedDays[safety];
    const lock = new BackupVaultLockConfiguration(this, "lock", {
      backupVaultName: vault.name,
      minRetentionDays: least,
      maxRetentionDays: most,
      ...(guarded ? { changeableForDays: coolingOffDays } : {}),
    });
    const policy = new BackupVaultPolicy(this, "policy", {
      backupVaultName: vault.name,
      policy: policyDocument(vaultStatements(vault.arn, place, guarded)),
    });
    this.outputs = { name: vault.name, arn: vault.arn, key, ready: [lock, policy] };
  }
}

/** Backups come from our own account alone; where they must stay, nobody takes one out before its time. */
const vaultStatements = (arn: string, { account }: Place, guarded: boolean): Statement[] => [
  {
    Sid: "OursOnly",
    Effect: "Deny",
    Principal: "*",
    Action: ["backup:CopyIntoBackupVault"],
    Resource: [arn],
    Condition: { StringNotEquals: { "aws:PrincipalAccount": account } },
  },
  ...(guarded
    ? [
        {
          Sid: "NobodyDeletes",
          Effect: "Deny",
          Principal: "*",
          Action: ["backup:DeleteRecoveryPoint", "backup:UpdateRecoveryPointLifecycle", "backup:DeleteBackupVault"],
          // The recovery points of a vault of tables are resources of DynamoDB: here `*` is whatever lies in the vault.
          Resource: ["*"],
        } as const,
      ]
    : []),
];
