import { CloudWatchLogsClient, FilterLogEventsCommand } from "@aws-sdk/client-cloudwatch-logs";
import { DescribeServicesCommand, ECSClient, UpdateServiceCommand } from "@aws-sdk/client-ecs";
import { GetRolePolicyCommand, IAMClient, PutRolePolicyCommand } from "@aws-sdk/client-iam";
import { InvokeCommand, LambdaClient } from "@aws-sdk/client-lambda";
import {
  DeleteBucketPolicyCommand,
  GetBucketPolicyCommand,
  PutBucketPolicyCommand,
  PutObjectCommand,
  S3Client,
} from "@aws-sdk/client-s3";
import { GetQueueUrlCommand, PurgeQueueCommand, SendMessageCommand, SQSClient } from "@aws-sdk/client-sqs";
import { names } from "../../../contracts/names.ts";
import { local } from "../../../environments/local.ts";

/** Something broken in `local`, and how to mend it. */
export interface Breakage {
  mend(): Promise<void>;
}

/** Where `local` answers, for whoever owns the account. */
const clientOf = (endpoint: string) => ({
  endpoint,
  region: local.region,
  credentials: { accessKeyId: local.account, secretAccessKey: "emulated" },
});

/** Switches a service off by its desired count. */
export async function switchOff(endpoint: string, service: string): Promise<Breakage> {
  const ecs = new ECSClient(clientOf(endpoint));
  const at = { cluster: names.prefix(local), service };
  const { services } = await ecs.send(new DescribeServicesCommand({ cluster: at.cluster, services: [service] }));
  const desiredCount = services?.[0]?.desiredCount;
  await ecs.send(new UpdateServiceCommand({ ...at, desiredCount: 0 }));
  return {
    async mend() {
      await ecs.send(new UpdateServiceCommand({ ...at, desiredCount }));
    },
  };
}

/** Deletes the policy of a bucket. */
export async function deletePolicy(endpoint: string, Bucket: string): Promise<Breakage> {
  const s3 = new S3Client({ ...clientOf(endpoint), forcePathStyle: true });
  const { Policy } = await s3.send(new GetBucketPolicyCommand({ Bucket }));
  await s3.send(new DeleteBucketPolicyCommand({ Bucket }));
  return {
    async mend() {
      await s3.send(new PutBucketPolicyCommand({ Bucket, Policy }));
    },
  };
}

/** Puts a message into a queue. */
export async function sendMessage(endpoint: string, QueueName: string): Promise<Breakage> {
  const sqs = new SQSClient(clientOf(endpoint));
  const { QueueUrl } = await sqs.send(new GetQueueUrlCommand({ QueueName }));
  await sqs.send(new SendMessageCommand({ QueueUrl, MessageBody: "a message that nobody could handle" }));
  return {
    async mend() {
      await sqs.send(new PurgeQueueCommand({ QueueUrl }));
    },
  };
}

/** Takes the permission for an action out of the policy of a role, whichever resources it is for. */
export async function takeAway(endpoint: string, role: string, action: string): Promise<Breakage> {
  const iam = new IAMClient(clientOf(endpoint));
  const policy = { RoleName: names.of(local, role), PolicyName: "grants" };
  const { PolicyDocument: written = "" } = await iam.send(new GetRolePolicyCommand(policy));
  const whole = decodeURIComponent(written);
  const { Statement, ...rest } = JSON.parse(whole) as { Statement: { Action: string[] }[] };
  const left = Statement.filter(({ Action }) => !Action.includes(action));
  if (left.length === Statement.length) throw new Error(`${role} may not ${action} anyway`);
  const put = (PolicyDocument: string) => iam.send(new PutRolePolicyCommand({ ...policy, PolicyDocument }));
  await put(JSON.stringify({ ...rest, Statement: left }));
  return {
    async mend() {
      await put(whole);
    },
  };
}

/** Puts an object into the landing bucket. */
export async function land(endpoint: string, Key: string, Body: Uint8Array): Promise<void> {
  const s3 = new S3Client({ ...clientOf(endpoint), forcePathStyle: true });
  await s3.send(new PutObjectCommand({ Bucket: names.bucket(local, "landing"), Key, Body }));
}

/** What a function answers. */
export async function invoke(endpoint: string, name: string): Promise<unknown> {
  const lambda = new LambdaClient(clientOf(endpoint));
  const answer = await lambda.send(new InvokeCommand({ FunctionName: names.of(local, name) }));
  return JSON.parse(answer.Payload?.transformToString() ?? "null");
}

/** What the log of a service or function holds, a message per line. */
export async function logOf(endpoint: string, part: string, filterPattern: string): Promise<string> {
  const logs = new CloudWatchLogsClient(clientOf(endpoint));
  const filter = { logGroupName: names.logGroup(local, part), filterPattern };
  const { events = [] } = await logs.send(new FilterLogEventsCommand(filter));
  return events.map(({ message }) => message).join("\n");
}
