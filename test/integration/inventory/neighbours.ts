import { CloudWatchLogsClient, CreateLogGroupCommand } from "@aws-sdk/client-cloudwatch-logs";
import {
  CreateNatGatewayCommand,
  CreateSecurityGroupCommand,
  CreateSubnetCommand,
  CreateVpcCommand,
  EC2Client,
} from "@aws-sdk/client-ec2";
import { CreateClusterCommand, CreateServiceCommand, ECSClient } from "@aws-sdk/client-ecs";
import { EventBridgeClient, PutRuleCommand } from "@aws-sdk/client-eventbridge";
import { CreateRoleCommand, CreateServiceLinkedRoleCommand, IAMClient } from "@aws-sdk/client-iam";
import { CreateBucketCommand, S3Client } from "@aws-sdk/client-s3";
import { CreateTopicCommand, DeleteTopicCommand, SNSClient } from "@aws-sdk/client-sns";
import { CreateQueueCommand, SQSClient } from "@aws-sdk/client-sqs";
import type { Look } from "../../../ops/probes/look.ts";
import { nobody, register, there, type World } from "./world.ts";

/** Makes what is not ours: of other environments, of the account, of nobody we know, and what AWS makes itself. */
export async function settle(look: Look, { subnet }: World): Promise<void> {
  const ec2 = look.client(EC2Client);
  const vpc = there((await ec2.send(new CreateVpcCommand({ CidrBlock: "10.8.0.0/16" }))).Vpc?.VpcId);
  await ec2.send(new CreateSecurityGroupCommand({ VpcId: vpc, GroupName: "theirs", Description: "x" }));
  // NAT gateways have an interface of their own in our VPC.
  await ec2.send(new CreateNatGatewayCommand({ SubnetId: subnet, ConnectivityType: "private" }));
  const iam = look.client(IAMClient);
  for (const RoleName of [`cap-${look.env.name}-dr-task`, "cap-nonprod-plan", "someone"])
    await iam.send(new CreateRoleCommand({ RoleName, AssumeRolePolicyDocument: nobody }));
  await iam.send(new CreateServiceLinkedRoleCommand({ AWSServiceName: "ecs.amazonaws.com" }));
  const s3 = look.client(S3Client);
  for (const Bucket of [`cap-${look.env.name}-dr-bronze`, "cap-staging-bronze", `x-cap-${look.env.name}-y`])
    await s3.send(new CreateBucketCommand({ Bucket }));
  const sqs = look.client(SQSClient);
  await sqs.send(new CreateQueueCommand({ QueueName: "cap-staging-landing", tags: { Environment: "staging" } }));
  await look
    .client(EventBridgeClient)
    .send(new PutRuleCommand({ Name: "theirs", EventPattern: '{"source":["aws.s3"]}' }));
  const sns = look.client(SNSClient);
  const gone = await sns.send(new CreateTopicCommand({ Name: `cap-${look.env.name}-gone` }));
  await sns.send(new DeleteTopicCommand({ TopicArn: gone.TopicArn }));
  // Container Insights makes this one, for a cluster that a state has.
  const logGroupName = `/aws/ecs/containerinsights/cap-${look.env.name}/performance`;
  await look.client(CloudWatchLogsClient).send(new CreateLogGroupCommand({ logGroupName }));
  await register(look, "cap-staging-web");
  const theirs = await ec2.send(new CreateSubnetCommand({ VpcId: vpc, CidrBlock: "10.8.1.0/24" }));
  await shareCluster(look, there(theirs.Subnet?.SubnetId));
}

/** A cluster of somebody else's, with more services in their VPC than ECS describes in one call. */
async function shareCluster(look: Look, subnet: string): Promise<void> {
  const ecs = look.client(ECSClient);
  await ecs.send(new CreateClusterCommand({ clusterName: "shared" }));
  for (let i = 0; i < 11; i++)
    await ecs.send(
      new CreateServiceCommand({
        cluster: "shared",
        serviceName: `theirs-${i}`,
        taskDefinition: "cap-staging-web",
        desiredCount: 0,
        networkConfiguration: { awsvpcConfiguration: { subnets: [subnet] } },
      }),
    );
}
