import { expect, test } from "vitest";
import type { Resource } from "../support/synthesised.ts";
import { deadLetters } from "./dead-letters.ts";

const resource = (type: string, id: string, has: Resource["has"]): Resource => ({
  type,
  address: `${type}.${id}`,
  has,
});
const queue = (id: string, name: string) => resource("aws_sqs_queue", id, { name });
const url = (id: string) => `\${aws_sqs_queue.${id}.url}`;
const arn = (id: string) => `\${aws_sqs_queue.${id}.arn}`;
const alarm = (id: string, metric_name: string) =>
  resource("aws_cloudwatch_metric_alarm", id, {
    metric_name,
    dimensions: { QueueName: `\${aws_sqs_queue.${id}.name}` },
  });
const redrive = (to: string) =>
  resource("aws_sqs_queue_redrive_policy", "work", {
    queue_url: url("work"),
    redrive_policy: JSON.stringify({ deadLetterTargetArn: to, maxReceiveCount: 5 }),
  });
const allow = (redrivePermission: string, sourceQueueArns?: readonly string[]) =>
  resource("aws_sqs_queue_redrive_allow_policy", "work", {
    queue_url: url("dead"),
    redrive_allow_policy: JSON.stringify({ redrivePermission, sourceQueueArns }),
  });

const queues = [
  queue("work", "cap-x-work"),
  queue("dead", "cap-x-work-dlq"),
  alarm("work", "ApproximateAgeOfOldestMessage"),
  alarm("dead", "ApproximateNumberOfMessagesVisible"),
];
const violations = (...more: readonly Resource[]) =>
  deadLetters.violations({ environment: { name: "planted", safety: "protected" }, resources: [...queues, ...more] });

test("a queue whose dead letters go to its own queue is fine", () => {
  expect(violations(redrive(arn("dead")), allow("byQueue", [arn("work")]))).toEqual([]);
});

test.each([
  ["no redrive policy", [allow("byQueue", [arn("work")])], "no dead-letter queue"],
  ["a target that is no queue of ours", [redrive("arn:aws:sqs:eu-west-1:1:x-dlq")], "no dead-letter queue of ours"],
  ["a queue of work as its target", [redrive(arn("work"))], "no dead-letter queue of ours"],
  ["a target that says nothing of whom it takes from", [redrive(arn("dead"))], "not from it alone"],
  ["a target that takes from every queue", [redrive(arn("dead")), allow("allowAll")], "not from it alone"],
  ["a target that takes from another", [redrive(arn("dead")), allow("byQueue", [arn("x")])], "not from it alone"],
  [
    "a target that takes from another too",
    [redrive(arn("dead")), allow("byQueue", [arn("work"), arn("x")])],
    "not from it alone",
  ],
])("%s is found", (_, planted, said) => {
  expect(violations(...planted)).toEqual([expect.stringContaining(said)]);
});
