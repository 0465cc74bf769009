import type { Place } from "../../contracts/names.ts";
import { allow, type Grant } from "../identity/policy.ts";
import type { TableOutputs } from "../tables/tables.ts";

/** Backup makes grants of its own on a key, for the services that carry the data. */
const grantUseByServices = (keyArns: readonly string[]): Grant => {
  const arns = [...new Set(keyArns)];
  return [
    allow(
      ["kms:Decrypt", "kms:DescribeKey", "kms:Encrypt", "kms:GenerateDataKey", "kms:ReEncryptFrom", "kms:ReEncryptTo"],
      arns,
    ),
    {
      ...allow(["kms:CreateGrant"], arns),
      Condition: { Bool: { "kms:GrantIsForAWSResource": "true" } },
    },
  ];
};

/**
 * Grants backing tables up into vaults of ours, and copying from one to the other, under the keys of both. Source: the managed policy
 * AWSBackupServiceRolePolicyForBackup, less what is not DynamoDB, and less what backups without a vault need.
 */
export const grantBackUp = (
  tables: readonly TableOutputs[],
  vaultArns: readonly string[],
  keyArns: readonly string[],
): Grant => [
  allow(
    ["dynamodb:DescribeTable", "dynamodb:ListTagsOfResource", "dynamodb:StartAwsBackupJob"],
    tables.map((table) => table.arn),
  ),
  allow(["backup:DescribeBackupVault", "backup:CopyIntoBackupVault"], vaultArns),
  ...grantUseByServices(keyArns),
];

/** Grants taking backups out of a vault for copies. A backup is a resource of its own, whose name AWS Backup makes up. */
export const grantCopyOut = ({ account, region }: Place): Grant => [
  allow(["backup:CopyFromBackupVault"], [`arn:aws:backup:${region}:${account}:recovery-point:*`]),
];

/** Prefix of the tables that AWS Backup restores into when it tests. Source: Backup developer guide, "Restore testing". */
const testTables = "awsbackup-restore-test-*";

/** Grants restoring into a table of a restore test, and into no other; AWS Backup deletes it again in a role of its own. */
export const grantRestoreForTest = ({ account, region }: Place, keyArns: readonly string[]): Grant => [
  allow(
    [
      "dynamodb:RestoreTableFromAwsBackup",
      "dynamodb:DescribeTable",
      "dynamodb:BatchWriteItem",
      "dynamodb:PutItem",
      "dynamodb:UpdateItem",
      "dynamodb:DeleteItem",
      "dynamodb:GetItem",
      "dynamodb:Query",
      "dynamodb:Scan",
    ],
    [`arn:aws:dynamodb:${region}:${account}:table/${testTables}`],
  ),
  ...grantUseByServices(keyArns),
];
