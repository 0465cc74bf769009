import type { AlarmSpec } from "./alarm.ts";
import type { AlarmTopicOutputs } from "./alarm-topic.ts";

/**
 * Goes off when SNS could not deliver what a topic was told. Sum, because each is a message that nobody got; SNS sends
 * nothing while nothing fails. It reaches people by the topic's other subscriptions: one broken address, not all.
 */
export const topicAlarm = (part: string, topic: AlarmTopicOutputs): AlarmSpec => ({
  name: `${part}-undelivered`,
  means: `Something that was told to ${topic.name} did not reach everybody.`,
  runbook: "notifications-undelivered",
  metric: { namespace: "AWS/SNS", name: "NumberOfNotificationsFailed", dimensions: { TopicName: topic.name } },
  statistic: "Sum",
  when: { above: 0 },
  periodSeconds: 300,
  breaching: { periods: 1, of: 1 },
  missing: "notBreaching",
});
