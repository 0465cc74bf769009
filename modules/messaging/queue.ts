import { SqsQueue } from "@cdktf/provider-aws/lib/sqs-queue/index.js";
import { SqsQueuePolicy } from "@cdktf/provider-aws/lib/sqs-queue-policy/index.js";
import { SqsQueueRedriveAllowPolicy } from "@cdktf/provider-aws/lib/sqs-queue-redrive-allow-policy/index.js";
import { SqsQueueRedrivePolicy } from "@cdktf/provider-aws/lib/sqs-queue-redrive-policy/index.js";
import type { ITerraformDependable } from "cdktf";
import { Construct } from "constructs";
import { assertValid, type Fault } from "../../contracts/errors.ts";
import { names, type Place } from "../../contracts/names.ts";
import { allow, denyPlainText, type Grant, policyDocument, type Statement } from "../identity/policy.ts";
import { grantDecrypt, type KeyOutputs } from "../keys/keys.ts";
import { DeadLetterQueue, type DeadLetterQueueOutputs, longestRetentionSeconds } from "./dead-letter-queue.ts";

/** A queue with its dead-letter queue. */
export interface QueueProps {
  readonly place: Place;
  /** Name without the environment's prefix. */
  readonly name: string;
  readonly key: KeyOutputs;
  /** A message that is not deleted in this time is handed out again; longer than handling one takes. */
  readonly visibilityTimeoutSeconds: number;
  /** A message handed out this often without success goes to the dead-letter queue. @default - 5. */
  readonly maxReceives?: number;
  /** AWS services that may send. @default - only roles with a grant. */
  readonly senders?: (queueArn: string) => readonly Statement[];
}

/** What others need of a queue. */
export interface QueueOutputs {
  readonly name: string;
  readonly url: string;
  readonly arn: string;
  readonly key: KeyOutputs;
  readonly deadLetters: DeadLetterQueueOutputs;
  /** Wait for these before a service of AWS is pointed at the queue: it tries at once. */
  readonly ready: readonly ITerraformDependable[];
}

/** Every fault of the props. */
export function validateQueue(p: QueueProps): Fault[] {
  const faults: Fault[] = [];
  const { visibilityTimeoutSeconds: visible, maxReceives = 5 } = p;
  if (!(visible >= 0 && visible <= 43_200))
    faults.push({ field: "visibilityTimeoutSeconds", got: visible, want: "0 to 43200" });
  if (!(maxReceives >= 1 && maxReceives <= 1000))
    faults.push({ field: "maxReceives", got: maxReceives, want: "1 to 1000" });
  return faults;
}

/**
 * An encrypted queue, TLS only. The redrive policies are resources of their own, so that both queues are made at the
 * same time: the provider waits about 25 s for each.
 */
export class Queue extends Construct {
  readonly outputs: QueueOutputs;
  constructor(scope: Construct, id: string, props: QueueProps) {
    super(scope, id);
    assertValid(`queue ${props.name}`, validateQueue(props));
    const { place, name, key, maxReceives = 5, senders } = props;
    const deadLetters = new DeadLetterQueue(this, "dead-letters", { place, name, key }).outputs;
    const queue = new SqsQueue(this, "queue", {
      name: names.of(place, name),
      visibilityTimeoutSeconds: props.visibilityTimeoutSeconds,
      messageRetentionSeconds: longestRetentionSeconds,
      receiveWaitTimeSeconds: 20,
      kmsMasterKeyId: key.arn,
      kmsDataKeyReusePeriodSeconds: 300,
    });
    const policy = new SqsQueuePolicy(this, "policy", {
      queueUrl: queue.url,
      policy: policyDocument([denyPlainText("sqs:*", [queue.arn]), ...(senders?.(queue.arn) ?? [])]),
    });
    new SqsQueueRedrivePolicy(this, "redrive", {
      queueUrl: queue.url,
      redrivePolicy: JSON.stringify({ deadLetterTargetArn: deadLetters.arn, maxReceiveCount: maxReceives }),
    });
    new SqsQueueRedriveAllowPolicy(this, "redrive-allow", {
      queueUrl: deadLetters.url,
      redriveAllowPolicy: JSON.stringify({ redrivePermission: "byQueue", sourceQueueArns: [queue.arn] }),
    });
    this.outputs = { name: queue.name, url: queue.url, arn: queue.arn, key, deadLetters, ready: [policy] };
  }
}

/** Grants receiving and deleting messages. */
export const grantConsume = (queue: QueueOutputs): Grant => [
  allow(["sqs:ReceiveMessage", "sqs:DeleteMessage", "sqs:ChangeMessageVisibility"], [queue.arn]),
  ...grantDecrypt(queue.key),
];
