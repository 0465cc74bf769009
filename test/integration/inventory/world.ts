import {
  AuthorizeSecurityGroupIngressCommand,
  CreateSecurityGroupCommand,
  CreateSubnetCommand,
  CreateVpcCommand,
  DescribeSecurityGroupRulesCommand,
  EC2Client,
} from "@aws-sdk/client-ec2";
import { CreateClusterCommand, ECSClient, RegisterTaskDefinitionCommand, type Tag } from "@aws-sdk/client-ecs";
import { CreateEventBusCommand, EventBridgeClient, PutRuleCommand } from "@aws-sdk/client-eventbridge";
import { CreateDatabaseCommand, CreateTableCommand, GlueClient } from "@aws-sdk/client-glue";
import { AttachRolePolicyCommand, CreateRoleCommand, IAMClient, PutRolePolicyCommand } from "@aws-sdk/client-iam";
import { CreateAliasCommand, CreateKeyCommand, KMSClient } from "@aws-sdk/client-kms";
import { CreateTopicCommand, SNSClient, SubscribeCommand } from "@aws-sdk/client-sns";
import { CreateQueueCommand, SQSClient } from "@aws-sdk/client-sqs";
import type { StateResource } from "../../../ops/probes/inventory/known.ts";
import type { Look } from "../../../ops/probes/look.ts";

/** What the states of the environment have, and stands in AWS: what unmanaged things hang on. */
export interface World {
  readonly resources: readonly StateResource[];
  readonly vpc: string;
  readonly subnet: string;
  readonly group: string;
  readonly role: string;
  readonly key: string;
  readonly topic: string;
  readonly queue: { readonly url: string; readonly arn: string };
  readonly family: string;
}

/** Answers of the SDK type every member as optional. */
export function there<T>(value: T | undefined): T {
  if (value === undefined) throw new Error("the emulated AWS left it out");
  return value;
}

const resource = (type: string, name: string, values: Record<string, unknown>): StateResource => ({
  state: "runtime",
  address: `${type}.${name}`,
  type,
  values,
});

export const nobody = JSON.stringify({
  Version: "2012-10-17",
  Statement: [{ Effect: "Allow", Principal: { Service: "ecs-tasks.amazonaws.com" }, Action: "sts:AssumeRole" }],
});
export const readQueues = JSON.stringify({
  Version: "2012-10-17",
  Statement: [{ Effect: "Allow", Action: "sqs:ListQueues", Resource: "*" }],
});

/** Makes a small environment and says what its states would have. */
export async function makeWorld(look: Look): Promise<World> {
  const [network, identity, messages, rest] = await Promise.all([
    makeNetwork(look),
    makeIdentity(look),
    makeMessages(look),
    makeRest(look),
  ]);
  const resources = [network, identity, messages, rest].flatMap((part) => part.resources);
  return { ...network, ...identity, ...messages, ...rest, resources };
}

async function makeNetwork(look: Look) {
  const ec2 = look.client(EC2Client);
  const vpc = there((await ec2.send(new CreateVpcCommand({ CidrBlock: "10.9.0.0/16" }))).Vpc?.VpcId);
  const made = await ec2.send(new CreateSubnetCommand({ VpcId: vpc, CidrBlock: "10.9.1.0/24" }));
  const subnet = there(made.Subnet?.SubnetId);
  const name = `cap-${look.env.name}-services`;
  const asked = { VpcId: vpc, GroupName: name, Description: "Tasks" };
  const group = there((await ec2.send(new CreateSecurityGroupCommand(asked))).GroupId);
  const rule = await ec2.send(
    new AuthorizeSecurityGroupIngressCommand({
      GroupId: group,
      IpPermissions: [{ IpProtocol: "tcp", FromPort: 443, ToPort: 443, IpRanges: [{ CidrIp: "10.9.0.0/16" }] }],
    }),
  );
  const id = there(rule.SecurityGroupRules?.[0]?.SecurityGroupRuleId);
  return {
    vpc,
    subnet,
    group,
    resources: [
      resource("aws_vpc", "vpc", { id: vpc }),
      resource("aws_subnet", "private", { id: subnet }),
      resource("aws_security_group", "services", { id: group }),
      resource("aws_vpc_security_group_ingress_rule", "clients", {
        security_group_rule_id: id,
        security_group_id: group,
      }),
      resource("aws_vpc_security_group_egress_rule", "out", {
        security_group_rule_id: await egressOf(look, group),
        security_group_id: group,
      }),
    ],
  };
}

/** Id of the egress rule that AWS writes into every new group. */
async function egressOf(look: Look, group: string): Promise<string> {
  const asked = { Filters: [{ Name: "group-id", Values: [group] }] };
  const rules = await look.client(EC2Client).send(new DescribeSecurityGroupRulesCommand(asked));
  return there(rules.SecurityGroupRules?.find((rule) => rule.IsEgress === true)?.SecurityGroupRuleId);
}

async function makeIdentity(look: Look) {
  const iam = look.client(IAMClient);
  const role = `cap-${look.env.name}-collect-task`;
  await iam.send(new CreateRoleCommand({ RoleName: role, AssumeRolePolicyDocument: nobody }));
  await iam.send(new PutRolePolicyCommand({ RoleName: role, PolicyName: "grants", PolicyDocument: readQueues }));
  const arn = "arn:aws:iam::aws:policy/AWSXRayDaemonWriteAccess";
  await iam.send(new AttachRolePolicyCommand({ RoleName: role, PolicyArn: arn }));
  const kms = look.client(KMSClient);
  const key = there((await kms.send(new CreateKeyCommand({ Description: "events" }))).KeyMetadata?.KeyId);
  const alias = `alias/cap-${look.env.name}-events`;
  await kms.send(new CreateAliasCommand({ AliasName: alias, TargetKeyId: key }));
  return {
    role,
    key,
    resources: [
      resource("aws_iam_role", "collect", { name: role, managed_policy_arns: [arn] }),
      resource("aws_iam_role_policy", "collect", { role, name: "grants" }),
      resource("aws_iam_role_policy_attachment", "trace", { role, policy_arn: arn }),
      resource("aws_kms_key", "events", { key_id: key }),
      resource("aws_kms_alias", "events", { name: alias }),
    ],
  };
}

async function makeMessages(look: Look) {
  const { name, region, account } = look.env;
  const sqs = look.client(SQSClient);
  const url = there((await sqs.send(new CreateQueueCommand({ QueueName: `cap-${name}-landing` }))).QueueUrl);
  const arn = `arn:aws:sqs:${region}:${account}:cap-${name}-landing`;
  const sns = look.client(SNSClient);
  const topic = there((await sns.send(new CreateTopicCommand({ Name: `cap-${name}-alarms` }))).TopicArn);
  await sns.send(new SubscribeCommand({ TopicArn: topic, Protocol: "email", Endpoint: "oncall@cap.example.com" }));
  const events = look.client(EventBridgeClient);
  const bus = `cap-${name}-findings`;
  await events.send(new CreateEventBusCommand({ Name: bus }));
  await events.send(new PutRuleCommand({ Name: "known", EventBusName: bus, EventPattern: '{"source":["a"]}' }));
  return {
    topic,
    queue: { url, arn },
    resources: [
      resource("aws_sqs_queue", "landing", { name: `cap-${name}-landing`, url, arn }),
      resource("aws_sns_topic", "alarms", { arn: topic }),
      resource("aws_sns_topic_subscription", "oncall", {
        topic_arn: topic,
        protocol: "email",
        endpoint: "oncall@cap.example.com",
      }),
      resource("aws_cloudwatch_event_bus", "findings", { name: bus }),
      resource("aws_cloudwatch_event_rule", "known", { name: "known", event_bus_name: bus }),
    ],
  };
}

async function makeRest(look: Look) {
  const { name } = look.env;
  const ecs = look.client(ECSClient);
  const family = `cap-${name}-collect`;
  await ecs.send(new CreateClusterCommand({ clusterName: `cap-${name}` }));
  await register(look, family);
  const known = there((await register(look, family)).taskDefinition);
  const glue = look.client(GlueClient);
  const database = `cap_${name}`;
  await glue.send(new CreateDatabaseCommand({ DatabaseInput: { Name: database } }));
  await glue.send(new CreateTableCommand({ DatabaseName: database, TableInput: { Name: "silver" } }));
  return {
    family,
    resources: [
      resource("aws_ecs_cluster", "cluster", { name: `cap-${name}` }),
      resource("aws_ecs_task_definition", "collect", { family, revision: known.revision }),
      resource("aws_glue_catalog_database", "lake", { name: database }),
      resource("aws_glue_catalog_table", "silver", { database_name: database, name: "silver" }),
    ],
  };
}

/** Registers a task definition that nothing ever starts. */
export const register = (look: Look, family: string, tags: readonly Tag[] = []) =>
  look.client(ECSClient).send(
    new RegisterTaskDefinitionCommand({
      family,
      tags: [...tags],
      networkMode: "awsvpc",
      requiresCompatibilities: ["FARGATE"],
      cpu: "256",
      memory: "512",
      containerDefinitions: [{ name: "main", image: "none" }],
    }),
  );
