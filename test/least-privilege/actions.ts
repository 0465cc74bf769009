import type { Command } from "./commands.ts";
import type { PortMethod } from "./ports.ts";

/** Commands whose action has another name. Source: service authorization reference. */
const otherwiseNamed: Readonly<Record<string, string>> = {
  "s3:HeadObject": "s3:GetObject",
  "s3:ListObjectsV2": "s3:ListBucket",
  "sqs:ChangeMessageVisibilityBatch": "sqs:ChangeMessageVisibility",
  "sqs:DeleteMessageBatch": "sqs:DeleteMessage",
  "sqs:SendMessageBatch": "sqs:SendMessage",
};

/** The IAM action that a command needs. One that is conditional needs no other. */
export function actionOf({ service, name }: Command): string {
  const plain = `${service.replaceAll("-", "")}:${name}`;
  return otherwiseNamed[plain] ?? plain;
}

const kafka = (actions: string): readonly string[] => actions.split(" ").map((action) => `kafka-cluster:${action}`);

/**
 * What ports need that do not ask by the SDK: Kafka (source: MSK developer guide, "Semantics of IAM authorization policy
 * actions and resources").
 */
export const withoutSdk: Readonly<Record<PortMethod, readonly string[]>> = {
  "Bus.ensureTopics": kafka("Connect DescribeTopic CreateTopic AlterTopic"),
  "Bus.send": kafka(
    "Connect WriteDataIdempotently DescribeTopic WriteData DescribeTransactionalId AlterTransactionalId",
  ),
  "Bus.consumer": kafka("Connect DescribeTopic ReadData DescribeGroup AlterGroup"),
  "Bus.extents": kafka("Connect DescribeTopic"),
  "Bus.committed": kafka("Connect DescribeTopic DescribeGroup"),
  "Bus.lag": kafka("Connect DescribeTopic DescribeGroup"),
};

/** Port methods that ask AWS for nothing: they let go, or go on with what opening the port has asked for. */
export const asksNothing = (method: PortMethod): boolean => /\.close$|^Consumer\./.test(method);

/** A permission that follows from another, on the key of the same resource or on the bucket of the same objects. */
export interface Follows {
  readonly action: string;
  readonly on: "key" | "bucket";
  readonly reason: string;
}

const read: Follows = { action: "kms:Decrypt", on: "key", reason: "what is read is encrypted" };
const write: Follows = { action: "kms:GenerateDataKey", on: "key", reason: "what is written gets a key of its own" };
const verify: Follows = { action: "kms:Decrypt", on: "key", reason: "AWS tries the key of what is written" };

/** What an action takes beside itself. */
export const follows: Readonly<Record<string, readonly Follows[]>> = {
  "s3:GetObject": [
    read,
    { action: "s3:ListBucket", on: "bucket", reason: "without it, an object that is missing looks forbidden" },
  ],
  "s3:PutObject": [write, verify],
  "dynamodb:BatchGetItem": [read],
  "dynamodb:BatchWriteItem": [write, verify],
  "dynamodb:GetItem": [read],
  "secretsmanager:GetSecretValue": [read],
  "sqs:ReceiveMessage": [read],
  "sqs:SendMessage": [write, verify],
};
