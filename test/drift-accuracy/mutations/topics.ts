import {
  CreateTopicCommand,
  DeleteTopicCommand,
  GetTopicAttributesCommand,
  SetTopicAttributesCommand,
  SNSClient,
  SubscribeCommand,
  UnsubscribeCommand,
} from "@aws-sdk/client-sns";
import { names } from "../../../contracts/names.ts";
import type { Environment } from "../../../environments/environment.ts";
import { changed, type Expected, type Hand, type Mutation, opened, unmanaged } from "../mutation.ts";

const alarms = "aws_sns_topic.alarm-topic";

/** SNS. */
export const topicMutations = (env: Environment): readonly Mutation[] => [
  attribute("everybody may publish", "Policy", (policy, arn) => opened(policy, "sns:Publish", arn), [
    changed("aws_sns_topic_policy.alarm-topic_policy", "policy"),
  ]),
  attribute("messages in the clear", "KmsMasterKeyId", () => "", [changed(alarms, "kms_master_key_id")]),
  {
    name: "a stranger subscribed",
    expect: [unmanaged("aws_sns_topic_subscription", "")],
    async apply({ client, held }) {
      const { SubscriptionArn } = await client(SNSClient).send(
        new SubscribeCommand({
          TopicArn: held(alarms, "arn"),
          Protocol: "sqs",
          Endpoint: "arn:aws:sqs:eu-west-1:999999999999:listens",
          ReturnSubscriptionArn: true,
        }),
      );
      return () => client(SNSClient).send(new UnsubscribeCommand({ SubscriptionArn }));
    },
  },
  {
    name: "a topic made by hand",
    expect: [unmanaged("aws_sns_topic", `:${names.of(env, "by-hand")}`)],
    async apply({ client }) {
      const { TopicArn } = await client(SNSClient).send(new CreateTopicCommand({ Name: names.of(env, "by-hand") }));
      return () => client(SNSClient).send(new DeleteTopicCommand({ TopicArn }));
    },
  },
];

/** One attribute of the alarms' topic set to another value. */
function attribute(
  name: string,
  AttributeName: string,
  to: (was: string, arn: string) => string,
  expect: readonly Expected[],
): Mutation {
  const apply = async ({ client, held }: Hand) => {
    const TopicArn = held(alarms, "arn");
    const { Attributes } = await client(SNSClient).send(new GetTopicAttributesCommand({ TopicArn }));
    const was = Attributes?.[AttributeName] ?? "";
    const set = (AttributeValue: string) =>
      client(SNSClient).send(new SetTopicAttributesCommand({ TopicArn, AttributeName, AttributeValue }));
    await set(to(was, TopicArn));
    return () => set(was);
  };
  return { name, expect, apply };
}
