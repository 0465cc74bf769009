import { GetTopicAttributesCommand, SNSClient } from "@aws-sdk/client-sns";
import { orAbsent, probe } from "./look.ts";
import { runtime } from "./manifest.ts";

/** The topic that alarms speak to: its ARN and how many subscribers have confirmed; undefined when it is gone. */
export const alarmTopic = probe(
  async (look): Promise<{ readonly arn: string; readonly subscribers: number | undefined }> => {
    const { alarmTopic: arn } = await runtime(look);
    const answer = await orAbsent(look.client(SNSClient).send(new GetTopicAttributesCommand({ TopicArn: arn })));
    const subscribers = answer === undefined ? undefined : Number(answer.Attributes?.["SubscriptionsConfirmed"] ?? 0);
    return { arn, subscribers };
  },
);
