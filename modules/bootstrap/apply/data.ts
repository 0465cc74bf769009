import { allow, type Grant } from "../../identity/policy.ts";
import { type ApplyScope, actions, inRegions, kept, named } from "./scope.ts";

/** Buckets, tables, secrets, catalogue, images, backups: how they are set, never what is in them. */
export const dataWrites = (scope: ApplyScope): Grant => [
  allow(["s3:CreateBucket", ...bucketChanges], ["arn:aws:s3:::cap-*"]),
  inRegions(scope, actions("s3", "PutAccountPublicAccessBlock")),
  allow(actions("dynamodb", tables), named(scope, "dynamodb", "table/")),
  ...copies(scope),
  allow(actions("secretsmanager", secrets), named(scope, "secretsmanager", "secret:", "secret:AmazonMSK_")),
  inRegions(scope, actions("secretsmanager", "GetRandomPassword")),
  allow(actions("ssm", "PutParameter DeleteParameter AddTagsToResource RemoveTagsFromResource"), [
    ...kept(scope, "ssm", "parameter/cap/"),
  ]),
  allow(actions("ecr", repositories), named(scope, "ecr", "repository/")),
  inRegions(
    scope,
    actions("ecr", "PutReplicationConfiguration PutRegistryScanningConfiguration GetAuthorizationToken"),
  ),
  allow(actions("glue", catalogue), [
    `arn:aws:glue:*:${scope.place.account}:catalog`,
    ...kept(scope, "glue", "database/cap_", "table/cap_", "userDefinedFunction/cap_"),
    ...named(scope, "glue", "registry/", "schema/", "job/", "trigger/"),
  ]),
  inRegions(scope, actions("glue", "CreateSecurityConfiguration DeleteSecurityConfiguration")),
  allow(
    actions(
      "athena",
      "CreateWorkGroup DeleteWorkGroup UpdateWorkGroup CreateNamedQuery DeleteNamedQuery UpdateNamedQuery CreatePreparedStatement DeletePreparedStatement UpdatePreparedStatement TagResource UntagResource",
    ),
    named(scope, "athena", "workgroup/"),
  ),
  allow(
    actions("backup", backups),
    kept(scope, "backup", "backup-vault:cap-", "backup-plan:", "restore-testing-plan:cap_"),
  ),
  inRegions(scope, actions("backup-storage", "MountCapsule")),
];

/** A copy of a table is filled in the name of whoever makes it. Source: DynamoDB developer guide, "Using IAM with global tables". */
function copies({ place, regions }: ApplyScope): Grant {
  const elsewhere = regions.filter((region) => region !== place.region);
  if (elsewhere.length === 0) return [];
  return [
    allow(
      actions("dynamodb", filling),
      elsewhere.map((region) => `arn:aws:dynamodb:${region}:${place.account}:table/cap-*`),
    ),
  ];
}

/** What CI changes of buckets that are there: all of it is refused to it where states lie. */
export const bucketChanges: readonly string[] = actions(
  "s3",
  `DeleteBucket PutBucketPolicy DeleteBucketPolicy PutBucketVersioning PutEncryptionConfiguration
  PutLifecycleConfiguration PutBucketPublicAccessBlock PutBucketOwnershipControls PutBucketObjectLockConfiguration
  PutBucketLogging PutBucketNotification PutBucketTagging PutReplicationConfiguration PutIntelligentTieringConfiguration
  PutMetricsConfiguration PutInventoryConfiguration PutAnalyticsConfiguration`,
);
const tables = `CreateTable DeleteTable UpdateTable UpdateContinuousBackups UpdateTimeToLive TagResource UntagResource
  UpdateContributorInsights UpdateKinesisStreamingDestination`;
const filling = `CreateTableReplica DeleteTableReplica Scan Query UpdateItem PutItem GetItem DeleteItem BatchWriteItem`;
// The provider reads a secret's value back after it was put.
const secrets = `CreateSecret DeleteSecret UpdateSecret PutSecretValue GetSecretValue PutResourcePolicy
  DeleteResourcePolicy ReplicateSecretToRegions RemoveRegionsFromReplication RestoreSecret UpdateSecretVersionStage
  TagResource UntagResource`;
const repositories = `CreateRepository DeleteRepository PutImageTagMutability PutImageScanningConfiguration
  PutLifecyclePolicy DeleteLifecyclePolicy SetRepositoryPolicy TagResource UntagResource BatchCheckLayerAvailability
  InitiateLayerUpload UploadLayerPart CompleteLayerUpload PutImage`;
const catalogue = `PutDataCatalogEncryptionSettings CreateDatabase DeleteDatabase UpdateDatabase CreateTable DeleteTable UpdateTable CreateRegistry
  DeleteRegistry UpdateRegistry CreateSchema DeleteSchema UpdateSchema RegisterSchemaVersion DeleteSchemaVersions
  CreateJob DeleteJob UpdateJob CreateTrigger DeleteTrigger UpdateTrigger StartTrigger StopTrigger TagResource
  UntagResource`;
const backups = `CreateBackupVault DeleteBackupVault PutBackupVaultLockConfiguration PutBackupVaultAccessPolicy
  DeleteBackupVaultLockConfiguration DeleteBackupVaultAccessPolicy PutBackupVaultNotifications CreateBackupPlan DeleteBackupPlan UpdateBackupPlan CreateBackupSelection
  DeleteBackupSelection CreateRestoreTestingPlan DeleteRestoreTestingPlan UpdateRestoreTestingPlan
  CreateRestoreTestingSelection DeleteRestoreTestingSelection UpdateRestoreTestingSelection TagResource UntagResource`;
