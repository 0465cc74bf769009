import { SnsTopic } from "@cdktf/provider-aws/lib/sns-topic/index.js";
import { SnsTopicPolicy } from "@cdktf/provider-aws/lib/sns-topic-policy/index.js";
import { SnsTopicSubscription } from "@cdktf/provider-aws/lib/sns-topic-subscription/index.js";
import { Construct } from "constructs";
import { assertValid, type Fault } from "../../contracts/errors.ts";
import { names, type Place } from "../../contracts/names.ts";
import { denyPlainText, policyDocument, type Statement } from "../identity/policy.ts";
import type { KeyOutputs } from "../keys/keys.ts";
import { DeadLetterQueue, type DeadLetterQueueOutputs } from "./dead-letter-queue.ts";

/** Where something is told to whoever listens. */
export interface TopicProps {
  readonly place: Place;
  /** Name without the environment's prefix. */
  readonly name: string;
  /** What people see as the sender. */
  readonly title: string;
  readonly key: KeyOutputs;
  /** AWS services that may publish. @default - only roles with a grant. */
  readonly publishers?: (topicArn: string) => readonly Statement[];
  /** Addresses that get a mail; each confirms once, by a link in the first. @default - nobody: it ends in the topic. */
  readonly notify?: readonly string[];
  /** Keeps what did not reach one of them, for 14 days. @default - false: SNS tries for a time and forgets it. */
  readonly keepUndelivered?: boolean;
}

/** What others need of a topic. */
export interface TopicOutputs {
  readonly arn: string;
  readonly name: string;
  /** What did not reach somebody; absent where it is not kept, or nobody is told. */
  readonly deadLetters?: DeadLetterQueueOutputs;
}

/** Every fault of the props. */
export function validateTopic({ notify = [], title }: TopicProps): Fault[] {
  const faults: Fault[] = [];
  const wrong = notify.filter((address, i) => !/^[^@\s]+@[^@\s]+$/.test(address) || notify.indexOf(address) !== i);
  if (wrong.length > 0) faults.push({ field: "notify", got: wrong, want: "e-mail addresses, each once" });
  // Source: Amazon SNS API reference, DisplayName.
  if (title.length > 100) faults.push({ field: "title", got: title, want: "at most 100 characters" });
  return faults;
}

const fromTopic =
  (topicArn: string) =>
  (queueArn: string): Statement[] => [
    {
      Sid: "Undelivered",
      Effect: "Allow",
      Principal: { Service: "sns.amazonaws.com" },
      Action: ["sqs:SendMessage"],
      Resource: [queueArn],
      Condition: { ArnEquals: { "aws:SourceArn": topicArn } },
    },
  ];

/** An encrypted topic, TLS only, with the people who are told by mail. */
export class Topic extends Construct {
  readonly outputs: TopicOutputs;
  constructor(scope: Construct, id: string, props: TopicProps) {
    super(scope, id);
    assertValid(`topic ${props.name}`, validateTopic(props));
    const { place, name, title, key, publishers } = props;
    const topic = new SnsTopic(this, "topic", {
      name: names.of(place, name),
      displayName: title,
      kmsMasterKeyId: key.arn,
    });
    new SnsTopicPolicy(this, "policy", {
      arn: topic.arn,
      policy: policyDocument([denyPlainText("sns:Publish", [topic.arn]), ...(publishers?.(topic.arn) ?? [])]),
    });
    this.outputs = { arn: topic.arn, name: topic.name, ...this.tell(topic, props) };
  }

  private tell(topic: SnsTopic, props: TopicProps): Pick<TopicOutputs, "deadLetters"> {
    const { notify = [], keepUndelivered = false } = props;
    const deadLetters = keepUndelivered && notify.length > 0 ? this.undelivered(topic, props) : undefined;
    const redrive =
      deadLetters === undefined ? {} : { redrivePolicy: JSON.stringify({ deadLetterTargetArn: deadLetters.arn }) };
    // By address, not by position: another person in front must not make everybody confirm again.
    for (const endpoint of notify)
      new SnsTopicSubscription(this, `to-${endpoint}`, {
        topicArn: topic.arn,
        protocol: "email",
        endpoint,
        ...redrive,
      });
    return deadLetters === undefined ? {} : { deadLetters };
  }

  private undelivered(topic: SnsTopic, { place, name, key }: TopicProps): DeadLetterQueueOutputs {
    return new DeadLetterQueue(this, "dead-letters", { place, name, key, senders: fromTopic(topic.arn) }).outputs;
  }
}
