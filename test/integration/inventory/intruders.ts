import { CloudWatchClient, PutMetricAlarmCommand } from "@aws-sdk/client-cloudwatch";
import { CloudWatchLogsClient, CreateLogGroupCommand } from "@aws-sdk/client-cloudwatch-logs";
import { CreateTableCommand, DynamoDBClient } from "@aws-sdk/client-dynamodb";
import {
  AuthorizeSecurityGroupEgressCommand,
  AuthorizeSecurityGroupIngressCommand,
  CreateNetworkInterfaceCommand,
  CreateSecurityGroupCommand,
  CreateVpcEndpointCommand,
  EC2Client,
} from "@aws-sdk/client-ec2";
import { CreateServiceCommand, type CreateServiceCommandInput, ECSClient } from "@aws-sdk/client-ecs";
import { EventBridgeClient, PutRuleCommand } from "@aws-sdk/client-eventbridge";
import { CreateTableCommand as CreateGlueTableCommand, GlueClient } from "@aws-sdk/client-glue";
import { AttachRolePolicyCommand, CreateRoleCommand, IAMClient, PutRolePolicyCommand } from "@aws-sdk/client-iam";
import { CreateClusterV2Command, CreateConfigurationCommand, KafkaClient } from "@aws-sdk/client-kafka";
import { CreateAliasCommand, CreateKeyCommand, KMSClient } from "@aws-sdk/client-kms";
import { CreateEventSourceMappingCommand, CreateFunctionCommand, LambdaClient } from "@aws-sdk/client-lambda";
import { CreateBucketCommand, S3Client } from "@aws-sdk/client-s3";
import { CreateTopicCommand, SNSClient, SubscribeCommand } from "@aws-sdk/client-sns";
import { CreateQueueCommand, SQSClient } from "@aws-sdk/client-sqs";
import { zip } from "../../../local/zip.ts";
import type { Found } from "../../../ops/probes/inventory/found.ts";
import type { Look } from "../../../ops/probes/look.ts";
import { nobody, readQueues, register, there, type World } from "./world.ts";

/** What must be reported of something that no state has. */
export type Expected = Pick<Found, "type" | "id" | "ours"> & Partial<Pick<Found, "detail">>;

/** Makes one thing of every enumerated type that no state has; what must be found. */
export async function intrude(look: Look, world: World): Promise<readonly Expected[]> {
  const makers = [inNetwork, inIdentity, inStreaming, inCompute, inMessages, inStores, inObservability];
  return (await Promise.all(makers.map((make) => make(look, world)))).flat();
}

async function inNetwork(look: Look, { vpc, subnet, group }: World): Promise<readonly Expected[]> {
  const ec2 = look.client(EC2Client);
  const asked = { VpcId: vpc, GroupName: "jump", Description: "x" };
  const strange = there((await ec2.send(new CreateSecurityGroupCommand(asked))).GroupId);
  const open = [{ IpProtocol: "tcp", FromPort: 22, ToPort: 22, IpRanges: [{ CidrIp: "0.0.0.0/0" }] }];
  const ingress = await ec2.send(new AuthorizeSecurityGroupIngressCommand({ GroupId: group, IpPermissions: open }));
  const egress = await ec2.send(
    new AuthorizeSecurityGroupEgressCommand({
      GroupId: group,
      IpPermissions: [{ IpProtocol: "udp", FromPort: 53, ToPort: 60, Ipv6Ranges: [{ CidrIpv6: "::/0" }] }],
    }),
  );
  const service = `com.amazonaws.${look.env.region}.s3`;
  const endpoint = await ec2.send(
    // With an interface of its own, which is no finding beside it.
    new CreateVpcEndpointCommand({
      VpcId: vpc,
      ServiceName: service,
      VpcEndpointType: "Interface",
      SubnetIds: [subnet],
    }),
  );
  const card = await ec2.send(new CreateNetworkInterfaceCommand({ SubnetId: subnet, Description: "spare" }));
  const ours = `in our VPC ${vpc}`;
  const rule = "attached to aws_security_group.services";
  return [
    { type: "aws_security_group", id: strange, ours, detail: "egress all traffic to 0.0.0.0/0" },
    {
      type: "aws_vpc_security_group_ingress_rule",
      id: there(ingress.SecurityGroupRules?.[0]?.SecurityGroupRuleId),
      ours: rule,
      detail: "ingress tcp 22 from 0.0.0.0/0",
    },
    {
      type: "aws_vpc_security_group_egress_rule",
      id: there(egress.SecurityGroupRules?.[0]?.SecurityGroupRuleId),
      ours: rule,
      detail: "egress udp 53-60 to ::/0",
    },
    { type: "aws_vpc_endpoint", id: there(endpoint.VpcEndpoint?.VpcEndpointId), ours },
    {
      type: "aws_network_interface",
      id: there(card.NetworkInterface?.NetworkInterfaceId),
      ours,
      detail: "attached to nothing",
    },
  ];
}

async function inIdentity(look: Look, { role, key }: World): Promise<readonly Expected[]> {
  const { name } = look.env;
  const iam = look.client(IAMClient);
  const admin = "arn:aws:iam::aws:policy/AdministratorAccess";
  const strange = `cap-${name}-backdoor`;
  await iam.send(new CreateRoleCommand({ RoleName: strange, AssumeRolePolicyDocument: nobody }));
  await iam.send(new AttachRolePolicyCommand({ RoleName: strange, PolicyArn: admin }));
  const Tags = [{ Key: "Environment", Value: name }];
  await iam.send(new CreateRoleCommand({ RoleName: "helper", AssumeRolePolicyDocument: nobody, Tags }));
  await iam.send(new AttachRolePolicyCommand({ RoleName: role, PolicyArn: admin }));
  await iam.send(new PutRolePolicyCommand({ RoleName: role, PolicyName: "more", PolicyDocument: readQueues }));
  const kms = look.client(KMSClient);
  const tagged = await kms.send(new CreateKeyCommand({ Tags: [{ TagKey: "Environment", TagValue: name }] }));
  await kms.send(new CreateAliasCommand({ AliasName: "alias/other", TargetKeyId: key }));
  const onRole = "attached to aws_iam_role.collect";
  return [
    {
      type: "aws_iam_role",
      id: strange,
      ours: `named cap-${name}-…`,
      detail: `ecs-tasks.amazonaws.com may assume it, and it may ${admin}`,
    },
    { type: "aws_iam_role", id: "helper", ours: `tagged Environment=${name}` },
    { type: "aws_iam_role_policy_attachment", id: `${role}/${admin}`, ours: onRole },
    { type: "aws_iam_role_policy", id: `${role}:more`, ours: onRole },
    { type: "aws_kms_key", id: there(tagged.KeyMetadata?.KeyId), ours: `tagged Environment=${name}` },
    { type: "aws_kms_alias", id: "alias/other", ours: "attached to aws_kms_key.events" },
  ];
}

async function inStreaming(look: Look, { subnet }: World): Promise<readonly Expected[]> {
  const { name } = look.env;
  const kafka = look.client(KafkaClient);
  const VpcConfigs = [{ SubnetIds: [subnet] }];
  const cluster = await kafka.send(new CreateClusterV2Command({ ClusterName: "stray", Serverless: { VpcConfigs } }));
  const settings = await kafka.send(
    new CreateConfigurationCommand({
      Name: `cap-${name}-other`,
      ServerProperties: new TextEncoder().encode("auto.create.topics.enable=false"),
    }),
  );
  return [
    { type: "aws_msk_serverless_cluster", id: there(cluster.ClusterArn), ours: `in our subnet ${subnet}` },
    { type: "aws_msk_configuration", id: there(settings.Arn), ours: `named cap-${name}-…` },
  ];
}

async function inCompute(look: Look, { family, queue, vpc, subnet }: World): Promise<readonly Expected[]> {
  const { name, account } = look.env;
  const newer = there((await register(look, family)).taskDefinition?.taskDefinitionArn);
  const other = there((await register(look, `cap-${name}-miner`)).taskDefinition?.taskDefinitionArn);
  await look.client(ECSClient).send(
    new CreateServiceCommand({
      cluster: `cap-${name}`,
      serviceName: "miner",
      taskDefinition: `cap-${name}-miner`,
      desiredCount: 0,
      launchType: "FARGATE",
      networkConfiguration: { awsvpcConfiguration: { subnets: [subnet] } },
    }),
  );
  const lambda = look.client(LambdaClient);
  const Role = `arn:aws:iam::${account}:role/any`;
  const fn = await lambda.send(
    new CreateFunctionCommand({
      FunctionName: `cap-${name}-extra`,
      Role,
      Runtime: "nodejs22.x",
      Handler: "index.handler",
      Code: { ZipFile: zip([{ path: "index.mjs", content: Buffer.from("export const handler = () => {};") }]) },
    }),
  );
  const mapping = await lambda.send(
    new CreateEventSourceMappingCommand({ FunctionName: there(fn.FunctionName), EventSourceArn: queue.arn }),
  );
  const ours = `named cap-${name}-…`;
  return [
    { type: "aws_ecs_task_definition", id: newer, ours },
    { type: "aws_ecs_task_definition", id: other, ours },
    { type: "aws_ecs_service", id: `cap-${name}/miner`, ours: "attached to aws_ecs_cluster.cluster" },
    ...(await inOtherClusters(look, { vpc, subnet })),
    { type: "aws_lambda_function", id: there(fn.FunctionName), ours, detail: `runs as ${Role}` },
    { type: "aws_lambda_event_source_mapping", id: there(mapping.UUID), ours: "attached to aws_sqs_queue.landing" },
  ];
}

/** In a cluster that is not ours: by place, by name, by tag; and a task definition of which only the tag tells. */
async function inOtherClusters(
  look: Look,
  { vpc, subnet }: Pick<World, "vpc" | "subnet">,
): Promise<readonly Expected[]> {
  const { name } = look.env;
  const tags = [{ key: "Environment", value: name }];
  const scratch = there((await register(look, "scratch", tags)).taskDefinition?.taskDefinitionArn);
  const serve = async (serviceName: string, more: Partial<CreateServiceCommandInput> = {}): Promise<void> => {
    const asked = { cluster: "shared", serviceName, taskDefinition: "scratch", desiredCount: 0, ...more };
    await look.client(ECSClient).send(new CreateServiceCommand(asked));
  };
  await serve("guest", { networkConfiguration: { awsvpcConfiguration: { subnets: [subnet] } } });
  await serve(`cap-${name}-extra`);
  await serve("helper", { tags });
  const ours = `tagged Environment=${name}`;
  return [
    { type: "aws_ecs_task_definition", id: scratch, ours },
    { type: "aws_ecs_service", id: "shared/guest", ours: `in our VPC ${vpc}` },
    { type: "aws_ecs_service", id: `shared/cap-${name}-extra`, ours: `named cap-${name}-…` },
    { type: "aws_ecs_service", id: "shared/helper", ours },
  ];
}

async function inMessages(look: Look, { topic }: World): Promise<readonly Expected[]> {
  const { name } = look.env;
  const sqs = look.client(SQSClient);
  const named = there((await sqs.send(new CreateQueueCommand({ QueueName: `cap-${name}-copy` }))).QueueUrl);
  const tags = { Environment: name };
  const tagged = there((await sqs.send(new CreateQueueCommand({ QueueName: "scratch", tags }))).QueueUrl);
  const sns = look.client(SNSClient);
  const other = there((await sns.send(new CreateTopicCommand({ Name: `cap-${name}-shadow` }))).TopicArn);
  const Endpoint = `arn:aws:sqs:${look.env.region}:${look.env.account}:cap-${name}-copy`;
  const told = await sns.send(new SubscribeCommand({ TopicArn: topic, Protocol: "sqs", Endpoint }));
  const events = look.client(EventBridgeClient);
  const pattern = { EventPattern: '{"source":["aws.s3"]}' };
  await events.send(new PutRuleCommand({ Name: `cap-${name}-leak`, ...pattern }));
  const bus = `cap-${name}-findings`;
  await events.send(new PutRuleCommand({ Name: "tap", EventBusName: bus, ...pattern }));
  const ours = `named cap-${name}-…`;
  return [
    { type: "aws_sqs_queue", id: named, ours },
    { type: "aws_sqs_queue", id: tagged, ours: `tagged Environment=${name}` },
    { type: "aws_sns_topic", id: other, ours },
    {
      type: "aws_sns_topic_subscription",
      id: there(told.SubscriptionArn),
      ours: "attached to aws_sns_topic.alarms",
      detail: `sqs to ${Endpoint}`,
    },
    { type: "aws_cloudwatch_event_rule", id: `default/cap-${name}-leak`, ours, detail: "enabled" },
    { type: "aws_cloudwatch_event_rule", id: `${bus}/tap`, ours: "attached to aws_cloudwatch_event_bus.findings" },
  ];
}

async function inStores(look: Look): Promise<readonly Expected[]> {
  const { name, account } = look.env;
  const bucket = `cap-${name}-exfil-${account}`;
  await look.client(S3Client).send(new CreateBucketCommand({ Bucket: bucket }));
  await look.client(DynamoDBClient).send(
    new CreateTableCommand({
      TableName: `cap-${name}-copy`,
      BillingMode: "PAY_PER_REQUEST",
      AttributeDefinitions: [{ AttributeName: "id", AttributeType: "S" }],
      KeySchema: [{ AttributeName: "id", KeyType: "HASH" }],
    }),
  );
  const table = { DatabaseName: `cap_${name}`, TableInput: { Name: "dump" } };
  await look.client(GlueClient).send(new CreateGlueTableCommand(table));
  return [
    { type: "aws_s3_bucket", id: bucket, ours: `named cap-${name}-…` },
    { type: "aws_dynamodb_table", id: `cap-${name}-copy`, ours: `named cap-${name}-…` },
    {
      type: "aws_glue_catalog_table",
      id: `${account}:cap_${name}:dump`,
      ours: "attached to aws_glue_catalog_database.lake",
    },
  ];
}

async function inObservability(look: Look): Promise<readonly Expected[]> {
  const { name } = look.env;
  const logGroupName = `/cap/${name}/debug`;
  await look.client(CloudWatchLogsClient).send(new CreateLogGroupCommand({ logGroupName }));
  await look.client(CloudWatchClient).send(
    new PutMetricAlarmCommand({
      AlarmName: `cap-${name}-noise`,
      Namespace: "AWS/SQS",
      MetricName: "NumberOfMessagesSent",
      Statistic: "Sum",
      Period: 60,
      EvaluationPeriods: 1,
      Threshold: 1,
      ComparisonOperator: "GreaterThanThreshold",
    }),
  );
  return [
    { type: "aws_cloudwatch_log_group", id: logGroupName, ours: `named /cap/${name}/…`, detail: "kept for ever" },
    { type: "aws_cloudwatch_metric_alarm", id: `cap-${name}-noise`, ours: `named cap-${name}-…` },
  ];
}
