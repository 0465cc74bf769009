import {
  CreateQueueCommand,
  DeleteQueueCommand,
  GetQueueAttributesCommand,
  ListQueueTagsCommand,
  type QueueAttributeName,
  SetQueueAttributesCommand,
  SQSClient,
} from "@aws-sdk/client-sqs";
import { names } from "../../../contracts/names.ts";
import type { Environment } from "../../../environments/environment.ts";
import { changed, deleted, type Expected, type Hand, type Mutation, opened, unmanaged } from "../mutation.ts";

const landing = "aws_sqs_queue.landing_queue";
const landingDead = "aws_sqs_queue.landing_dead-letters_queue";

/** SQS. */
export const queueMutations = (env: Environment): readonly Mutation[] => [
  attribute("messages hidden for a shorter time", landing, "VisibilityTimeout", () => "11", [
    changed(landing, "visibility_timeout_seconds"),
  ]),
  attribute("failed messages are tried for ever", landing, "RedrivePolicy", () => "", [
    deleted("aws_sqs_queue_redrive_policy.landing_redrive"),
  ]),
  attribute(
    "any queue may send its failures here",
    landingDead,
    "RedriveAllowPolicy",
    () => '{"redrivePermission":"allowAll"}',
    [changed("aws_sqs_queue_redrive_allow_policy.landing_redrive-allow", "redrive_allow_policy")],
  ),
  attribute("everybody may send", landing, "Policy", (policy, arn) => opened(policy, "sqs:SendMessage", arn), [
    changed("aws_sqs_queue_policy.landing_policy", "policy"),
  ]),
  attribute("messages kept for a shorter time", landingDead, "MessageRetentionPeriod", () => "60", [
    changed(landingDead, "message_retention_seconds"),
  ]),
  {
    name: "a dead-letter queue deleted",
    expect: [
      deleted("aws_sqs_queue.freshness_dead-letters_queue"),
      deleted("aws_sqs_queue_policy.freshness_dead-letters_policy"),
    ],
    async apply({ client, held }) {
      const QueueUrl = held("aws_sqs_queue.freshness_dead-letters_queue", "id");
      const { Attributes = {} } = await client(SQSClient).send(
        new GetQueueAttributesCommand({ QueueUrl, AttributeNames: ["All"] }),
      );
      const { Tags } = await client(SQSClient).send(new ListQueueTagsCommand({ QueueUrl }));
      await client(SQSClient).send(new DeleteQueueCommand({ QueueUrl }));
      const told = /^(QueueArn|ApproximateNumber.*|CreatedTimestamp|LastModifiedTimestamp)$/;
      const own = Object.fromEntries(Object.entries(Attributes).filter(([name]) => !told.test(name)));
      const QueueName = names.of(env, "freshness-dlq");
      return () => client(SQSClient).send(new CreateQueueCommand({ QueueName, Attributes: own, tags: Tags }));
    },
  },
  {
    name: "a queue made by hand",
    expect: [unmanaged("aws_sqs_queue", names.of(env, "by-hand"))],
    async apply({ client }) {
      const { QueueUrl } = await client(SQSClient).send(
        new CreateQueueCommand({ QueueName: names.of(env, "by-hand") }),
      );
      return () => client(SQSClient).send(new DeleteQueueCommand({ QueueUrl }));
    },
  },
];

/** One attribute of a queue set to another value. */
function attribute(
  name: string,
  queue: string,
  of: QueueAttributeName,
  to: (was: string, arn: string) => string,
  expect: readonly Expected[],
): Mutation {
  const apply = async ({ client, held }: Hand) => {
    const QueueUrl = held(queue, "id");
    const { Attributes } = await client(SQSClient).send(
      new GetQueueAttributesCommand({ QueueUrl, AttributeNames: [of] }),
    );
    const was = Attributes?.[of] ?? "";
    const set = (value: string) =>
      client(SQSClient).send(new SetQueueAttributesCommand({ QueueUrl, Attributes: { [of]: value } }));
    await set(to(was, held(queue, "arn")));
    return () => set(was);
  };
  return { name, expect, apply };
}
