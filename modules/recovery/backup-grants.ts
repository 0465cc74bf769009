import { allow, type Grant } from "../identity/policy.ts";
import type { KeyOutputs } from "../keys/keys.ts";
import type { TableOutputs } from "../tables/tables.ts";

/** Backup makes grants of its own on a key, for the services that carry the data. */
const grantUseByServices = (keys: readonly KeyOutputs[]): Grant => {
  const arns = [...new Set(keys.map((key) => key.arn))];
  return [
    allow(["kms:Decrypt", "kms:DescribeKey", "kms:Encrypt", "kms:GenerateDataKey", "kms:ReEncryptFrom"], arns),
    {
      ...allow(["kms:CreateGrant"], arns),
      Condition: { Bool: { "kms:GrantIsForAWSResource": "true" } },
    },
  ];
};

/** Grants backing tables up into vaults of ours, and copying from one to the other. Source: the managed policy AWSBackupServiceRolePolicyForBackup, less what is not DynamoDB. */
export const grantBackUp = (
  tables: readonly TableOutputs[],
  vaultArns: readonly string[],
  keys: readonly KeyOutputs[],
): Grant => {
  const arns = tables.map((table) => table.arn);
  return [
    allow(["dynamodb:DescribeTable", "dynamodb:ListTagsOfResource", "dynamodb:StartAwsBackupJob"], arns),
    allow(["dynamodb:CreateBackup"], arns),
    allow(
      ["dynamodb:DescribeBackup", "dynamodb:DeleteBackup"],
      arns.map((arn) => `${arn}/backup/*`),
    ),
    allow(["backup:DescribeBackupVault", "backup:CopyIntoBackupVault"], vaultArns),
    ...grantUseByServices(keys),
  ];
};

/** Prefix of the tables that AWS Backup restores into when it tests. Source: Backup developer guide, "Restore testing". */
const testTables = "awsbackup-restore-test-*";

/** Grants restoring into a table that is not there yet: one of a restore test, and no other. */
export const grantRestoreForTest = (
  tables: readonly TableOutputs[],
  { account, region }: { readonly account: string; readonly region: string },
  keys: readonly KeyOutputs[],
): Grant => {
  const target = `arn:aws:dynamodb:${region}:${account}:table/${testTables}`;
  return [
    allow(
      ["dynamodb:RestoreTableFromBackup", "dynamodb:DescribeBackup"],
      tables.map((table) => `${table.arn}/backup/*`),
    ),
    allow(
      [
        "dynamodb:RestoreTableFromAwsBackup",
        "dynamodb:RestoreTableFromBackup",
        "dynamodb:DescribeTable",
        "dynamodb:DeleteTable",
        "dynamodb:BatchWriteItem",
        "dynamodb:PutItem",
        "dynamodb:UpdateItem",
        "dynamodb:DeleteItem",
        "dynamodb:GetItem",
        "dynamodb:Query",
        "dynamodb:Scan",
      ],
      [target],
    ),
    ...grantUseByServices(keys),
  ];
};
