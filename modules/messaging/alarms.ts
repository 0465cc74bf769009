import type { AlarmSpec } from "../observability/alarm.ts";
import type { DeadLetterQueueOutputs } from "./dead-letter-queue.ts";
import type { QueueOutputs } from "./queue.ts";

/** What is too much for a queue. */
export interface QueueLimits {
  /** A message may wait this long before it is handled. */
  readonly maxAgeSeconds: number;
  /** So many messages may wait at the same time. */
  readonly maxWaiting: number;
}

const sqs = (name: string, queue: { readonly name: string }) => ({
  namespace: "AWS/SQS",
  name,
  dimensions: { QueueName: queue.name },
});

/**
 * Alarms of a queue and its dead letters. Maximum everywhere: SQS samples once a minute, and one old message is one too
 * many. SQS sends nothing for a queue that nobody used for six hours, so missing data is fine.
 */
export function queueAlarms(part: string, queue: QueueOutputs, limits: QueueLimits): AlarmSpec[] {
  const minutely = { statistic: "Maximum", periodSeconds: 60, missing: "notBreaching" } as const;
  return [
    {
      ...minutely,
      name: `${part}-queue-age`,
      means: `A message of ${part} has waited for more than ${limits.maxAgeSeconds} s: its consumer is down or too slow.`,
      runbook: "queue-age",
      metric: sqs("ApproximateAgeOfOldestMessage", queue),
      when: { above: limits.maxAgeSeconds },
      breaching: { periods: 3, of: 5 },
    },
    {
      ...minutely,
      name: `${part}-queue-depth`,
      means: `More than ${limits.maxWaiting} messages of ${part} wait: more arrives than is handled.`,
      runbook: "queue-depth",
      metric: sqs("ApproximateNumberOfMessagesVisible", queue),
      when: { above: limits.maxWaiting },
      breaching: { periods: 5, of: 5 },
    },
    deadLetterAlarm(part, queue.deadLetters),
  ];
}

/** Goes off with the first dead letter: each is an event or a call that nobody could handle. */
export const deadLetterAlarm = (part: string, queue: DeadLetterQueueOutputs): AlarmSpec => ({
  name: `${part}-dead-letters`,
  means: `Something of ${part} could not be handled and lies in ${queue.name}.`,
  runbook: "dead-letters",
  metric: sqs("ApproximateNumberOfMessagesVisible", queue),
  statistic: "Maximum",
  when: { above: 0 },
  periodSeconds: 60,
  breaching: { periods: 1, of: 1 },
  missing: "notBreaching",
});
