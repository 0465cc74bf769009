import { SqsQueue } from "@cdktf/provider-aws/lib/sqs-queue/index.js";
import { SqsQueuePolicy } from "@cdktf/provider-aws/lib/sqs-queue-policy/index.js";
import { Construct } from "constructs";
import { names, type Place } from "../../contracts/names.ts";
import { allow, denyPlainText, type Grant, policyDocument, type Statement } from "../identity/policy.ts";
import { grantEncryptDecrypt, type KeyOutputs } from "../keys/keys.ts";

/** Where messages wait that nobody could handle. */
export interface DeadLetterQueueProps {
  readonly place: Place;
  /** Name without the environment's prefix and without `-dlq`. */
  readonly name: string;
  readonly key: KeyOutputs;
  /** AWS services that may send. @default - only roles with a grant. */
  readonly senders?: (queueArn: string) => readonly Statement[];
}

/** What others need of a dead-letter queue. */
export interface DeadLetterQueueOutputs {
  readonly name: string;
  readonly url: string;
  readonly arn: string;
  readonly key: KeyOutputs;
}

/** SQS's longest: an operator has two weeks to look. */
export const longestRetentionSeconds = 1_209_600;

/** An encrypted queue that speaks TLS only and keeps messages for 14 days. */
export class DeadLetterQueue extends Construct {
  readonly outputs: DeadLetterQueueOutputs;
  constructor(scope: Construct, id: string, { place, name, key, senders }: DeadLetterQueueProps) {
    super(scope, id);
    const queue = new SqsQueue(this, "queue", {
      name: names.of(place, `${name}-dlq`),
      messageRetentionSeconds: longestRetentionSeconds,
      kmsMasterKeyId: key.arn,
      kmsDataKeyReusePeriodSeconds: 300,
    });
    new SqsQueuePolicy(this, "policy", {
      queueUrl: queue.url,
      policy: policyDocument([denyPlainText("sqs:*", [queue.arn]), ...(senders?.(queue.arn) ?? [])]),
    });
    this.outputs = { name: queue.name, url: queue.url, arn: queue.arn, key };
  }
}

/** Grants sending messages. */
export const grantSend = (queue: DeadLetterQueueOutputs): Grant => [
  allow(["sqs:SendMessage"], [queue.arn]),
  ...grantEncryptDecrypt(queue.key),
];
