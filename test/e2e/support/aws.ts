import { DescribeServicesCommand, ECSClient, UpdateServiceCommand } from "@aws-sdk/client-ecs";
import {
  DeleteBucketPolicyCommand,
  GetBucketPolicyCommand,
  PutBucketPolicyCommand,
  S3Client,
} from "@aws-sdk/client-s3";
import { GetQueueUrlCommand, PurgeQueueCommand, SendMessageCommand, SQSClient } from "@aws-sdk/client-sqs";
import { names } from "../../../contracts/names.ts";
import { local } from "../../../environments/local.ts";

/** Something broken in `local`, and how to mend it. */
export interface Breakage {
  mend(): Promise<void>;
}

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
