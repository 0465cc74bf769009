import type { Place } from "../../contracts/names.ts";
import { allow, type Statement } from "../identity/policy.ts";
import { actions, kept, named } from "./apply/scope.ts";

/**
 * What a service, function, job or drill may do at most: each action that some part of the platform needs, on things of
 * the account whose names begin with ours wherever there is data in them. A new kind of action therefore needs an
 * administrator, who applies `bootstrap`; a test holds this list and the policies of every environment against each other,
 * both ways. Narrower, it would be a copy of the policies, and longer than the 6,144 characters that a policy may have.
 */
export function workloadsCeiling(place: Place): Statement[] {
  const scope = { place };
  return [
    allow(actions("s3", objects), ["arn:aws:s3:::cap-*"]),
    allow(actions("kms", keys), kept(scope, "kms", "key/")),
    allow(actions("dynamodb", items), [
      ...named(scope, "dynamodb", "table/"),
      // Restored beside the original, under a name that AWS Backup makes up.
      ...kept(scope, "dynamodb", "table/awsbackup-restore-test"),
    ]),
    allow(actions("sqs", messages), named(scope, "sqs", "")),
    // MSK takes no other name for what clients log in with.
    allow(actions("secretsmanager", "GetSecretValue"), named(scope, "secretsmanager", "secret:", "secret:AmazonMSK_")),
    allow(actions("states", "StartExecution"), named(scope, "states", "stateMachine:")),
    allow(
      actions("lambda", "GetAlias GetProvisionedConcurrencyConfig UpdateAlias"),
      named(scope, "lambda", "function:"),
    ),
    allow(actions("kafka-cluster", records), kept(scope, "kafka", "")),
    allow(
      [
        ...actions("logs", logs),
        ...actions("athena", queries),
        ...actions("glue", "GetDatabase GetTable"),
        ...actions("backup", "CopyFromBackupVault CopyIntoBackupVault DescribeBackupVault"),
        ...actions("ecr", images),
        ...actions("ecs", "DescribeTasks ListTasks StopTask"),
        ...actions("elasticloadbalancing", targets),
        ...actions("ec2", drills),
        ...actions("ssm", "UpdateInstanceInformation"),
        ...actions("ssmmessages", channels),
        ...actions("cloudwatch", "DescribeAlarms PutMetricData"),
        ...actions("xray", traces),
      ],
      ["*"],
    ),
  ];
}

const objects = `GetObject PutObject DeleteObject ListBucket GetBucketLocation AbortMultipartUpload GetObjectLegalHold
  GetObjectRetention GetObjectVersionAcl GetObjectVersionForReplication GetObjectVersionTagging GetReplicationConfiguration
  PauseReplication PutReplicationConfiguration ReplicateObject ReplicateTags`;
const keys = "CreateGrant Decrypt DescribeKey Encrypt GenerateDataKey ReEncryptFrom ReEncryptTo";
const items = `BatchGetItem BatchWriteItem DeleteItem DescribeTable GetItem ListTagsOfResource PutItem Query
  RestoreTableFromAwsBackup Scan StartAwsBackupJob UpdateItem`;
const messages = "ChangeMessageVisibility DeleteMessage ReceiveMessage SendMessage";
const records = `AlterGroup AlterTopic AlterTransactionalId Connect CreateTopic DescribeGroup DescribeTopic
  DescribeTransactionalId ReadData WriteData WriteDataIdempotently`;
// Beside the first two: what API Gateway and Step Functions want before they write a log.
const logs = `CreateLogStream PutLogEvents CreateLogGroup DescribeLogStreams FilterLogEvents GetLogEvents CreateLogDelivery DeleteLogDelivery DescribeLogGroups DescribeResourcePolicies
  GetLogDelivery ListLogDeliveries PutResourcePolicy UpdateLogDelivery`;
const queries = "GetDataCatalog GetQueryExecution GetQueryResults StartQueryExecution StopQueryExecution";
const images = "BatchCheckLayerAvailability BatchGetImage GetAuthorizationToken GetDownloadUrlForLayer";
const targets = `DeregisterTargets DescribeListeners DescribeRules DescribeTargetGroups DescribeTargetHealth ModifyListener
  ModifyRule RegisterTargets`;
// A drill cuts a zone off by an access list of its own.
const drills = `CreateNetworkAcl CreateNetworkAclEntry CreateTags DeleteNetworkAcl DescribeManagedPrefixLists
  DescribeNetworkAcls DescribeSubnets DescribeVpcs GetManagedPrefixListEntries ReplaceNetworkAclAssociation`;
const channels = "CreateControlChannel CreateDataChannel OpenControlChannel OpenDataChannel";
const traces = "GetSamplingRules GetSamplingTargets PutTelemetryRecords PutTraceSegments";
