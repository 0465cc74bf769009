import type { Place } from "../../contracts/names.ts";
import { allow, type Statement } from "../identity/policy.ts";
import { actions, kept, named } from "./apply/scope.ts";

/**
 * What a service, function or job may do at most: each action that some part of the platform needs, on things of the
 * account whose names begin with ours. A new kind of action therefore needs an administrator, who applies `bootstrap`;
 * a test holds every policy of every environment against this list. Narrower, it would be a copy of the policies
 * themselves, and longer than the 6,144 characters that a policy may have.
 */
export function workloadsCeiling(place: Place): Statement[] {
  const scope = { place };
  return [
    allow(actions("s3", objectActions), ["arn:aws:s3:::cap-*"]),
    allow(actions("kms", keyActions), kept(scope, "kms", "key/")),
    allow(actions("dynamodb", itemActions), named(scope, "dynamodb", "table/")),
    allow(actions("sqs", messageActions), named(scope, "sqs", "")),
    allow(actions("sns", "Publish"), named(scope, "sns", "")),
    allow(actions("secretsmanager", "GetSecretValue DescribeSecret"), [
      ...named(scope, "secretsmanager", "secret:"),
      // MSK takes no other name for what clients log in with.
      ...named(scope, "secretsmanager", "secret:AmazonMSK_"),
    ]),
    allow(actions("lambda", "InvokeFunction"), named(scope, "lambda", "function:")),
    allow(actions("logs", "CreateLogStream PutLogEvents DescribeLogStreams"), kept(scope, "logs", "log-group:/cap/")),
    allow(
      actions("kafka-cluster", kafkaActions),
      named(scope, "kafka", "cluster/", "topic/", "group/", "transactional-id/"),
    ),
    allow(actions("athena", queryActions), named(scope, "athena", "workgroup/")),
    allow(
      actions("glue", catalogueActions),
      kept(scope, "glue", "catalog", "database/cap_", "table/cap_", "registry/cap-", "schema/cap-"),
    ),
    allow(
      actions("ecr", "BatchCheckLayerAvailability BatchGetImage GetDownloadUrlForLayer"),
      named(scope, "ecr", "repository/"),
    ),
    allow(
      actions("ecs", "RunTask StopTask UpdateService DescribeServices DescribeTasks"),
      named(scope, "ecs", "task-definition/", "task/", "service/"),
    ),
    ...recovering(scope),
    ...delivering(scope),
    // The instance that translates addresses says that it is there, so that people can reach it.
    allow(["ssm:UpdateInstanceInformation"], kept(scope, "ec2", "instance/")),
    allow(["iam:PassRole"], [`arn:aws:iam::${place.account}:role/cap-*`]),
    allow(unscopable, ["*"]),
  ];
}

/** Backups, tests of restoring them, and experiments: what may be broken is ours, and is put right by FIS itself. */
const recovering = (scope: { readonly place: Place }): Statement[] => [
  allow(actions("dynamodb", `${itemActions} RestoreTableFromAwsBackup`), [
    `arn:aws:dynamodb:*:${scope.place.account}:table/awsbackup-restore-test-*`,
  ]),
  allow(actions("dynamodb", "StartAwsBackupJob ListTagsOfResource"), named(scope, "dynamodb", "table/")),
  allow(actions("backup", "DescribeBackupVault CopyIntoBackupVault"), named(scope, "backup", "backup-vault:")),
  allow(["kms:CreateGrant"], kept(scope, "kms", "key/")),
  allow(actions("s3", "PutReplicationConfiguration PauseReplication"), ["arn:aws:s3:::cap-*"]),
  allow(actions("ec2", aclActions), kept(scope, "ec2", "network-acl/", "vpc/", "subnet/", "prefix-list/")),
];

/** Leading callers from one release to the next, and back when an alarm goes off. */
const delivering = (scope: { readonly place: Place }): Statement[] => [
  allow(actions("lambda", "GetAlias UpdateAlias GetProvisionedConcurrencyConfig"), named(scope, "lambda", "function:")),
  allow(["cloudwatch:DescribeAlarms"], named(scope, "cloudwatch", "alarm:")),
  allow(
    actions("elasticloadbalancing", "ModifyListener ModifyRule RegisterTargets DeregisterTargets"),
    named(scope, "elasticloadbalancing", "listener/app/", "listener-rule/app/", "targetgroup/"),
  ),
];

const aclActions = `CreateNetworkAcl CreateNetworkAclEntry DeleteNetworkAcl ReplaceNetworkAclAssociation CreateTags
  GetManagedPrefixListEntries`;
const objectActions = `GetObject GetObjectVersion PutObject DeleteObject ListBucket GetBucketLocation AbortMultipartUpload
  ListMultipartUploadParts GetReplicationConfiguration GetObjectVersionForReplication GetObjectVersionAcl
  GetObjectVersionTagging GetObjectTagging ReplicateObject ReplicateDelete ReplicateTags`;
const keyActions = "Decrypt Encrypt GenerateDataKey DescribeKey ReEncryptFrom ReEncryptTo";
const itemActions = `BatchGetItem BatchWriteItem GetItem PutItem UpdateItem DeleteItem Query Scan ConditionCheckItem
  DescribeTable DescribeStream GetRecords GetShardIterator`;
const messageActions = `SendMessage ReceiveMessage DeleteMessage ChangeMessageVisibility GetQueueAttributes GetQueueUrl`;
const kafkaActions = `Connect DescribeCluster AlterCluster DescribeClusterDynamicConfiguration CreateTopic DescribeTopic
  AlterTopic DescribeTopicDynamicConfiguration AlterTopicDynamicConfiguration ReadData WriteData WriteDataIdempotently
  DescribeGroup AlterGroup`;
const queryActions = "StartQueryExecution GetQueryExecution GetQueryResults StopQueryExecution GetWorkGroup";
const catalogueActions = `GetDatabase GetTable GetTables GetPartition GetPartitions BatchCreatePartition GetSchemaVersion
  GetSchemaByDefinition`;

/** Actions that AWS scopes to nothing. */
const unscopable = [
  "ecs:ListTasks",
  ...actions("ec2", "DescribeManagedPrefixLists DescribeNetworkAcls DescribeSubnets DescribeVpcs"),
  ...actions("elasticloadbalancing", "DescribeListeners DescribeRules DescribeTargetGroups DescribeTargetHealth"),
  ...actions("ssmmessages", "CreateControlChannel CreateDataChannel OpenControlChannel OpenDataChannel"),
  "cloudwatch:PutMetricData",
  "ecr:GetAuthorizationToken",
  ...actions(
    "xray",
    "PutTraceSegments PutTelemetryRecords GetSamplingRules GetSamplingTargets GetSamplingStatisticSummaries",
  ),
];
