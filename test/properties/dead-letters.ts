import type { Resource } from "../support/synthesised.ts";
import { type Given, type Property, plant } from "./property.ts";

const isDeadLetters = (r: Resource): boolean => String(r.has["name"]).endsWith("-dlq");
const arnOf = (queue: Resource): string => `\${${queue.address}.arn}`;

const watches = (given: Given, queue: Resource, metric: string): boolean =>
  given.resources.some(
    (r) =>
      r.type === "aws_cloudwatch_metric_alarm" &&
      r.has["metric_name"] === metric &&
      JSON.stringify(r.has["dimensions"]).includes(`${queue.address}.name`),
  );

/** A JSON attribute of the resource of a type that is about a queue; nothing where there is none. */
function policyOf(given: Given, type: string, attribute: string, queue: Resource): Record<string, unknown> {
  const found = given.resources.find((r) => r.type === type && r.has["queue_url"] === `\${${queue.address}.url}`);
  return found === undefined ? {} : (JSON.parse(String(found.has[attribute])) as Record<string, unknown>);
}

/** What is wrong with the way out of a queue: it ends in a queue of ours for dead letters, which takes from it alone. */
function wayOut(given: Given, queue: Resource): string[] {
  const { deadLetterTargetArn: target } = policyOf(given, "aws_sqs_queue_redrive_policy", "redrive_policy", queue);
  if (target === undefined) return [`${queue.address}: no dead-letter queue`];
  const dead = given.resources.find((r) => r.type === "aws_sqs_queue" && arnOf(r) === target);
  if (dead === undefined || !isDeadLetters(dead))
    return [`${queue.address}: its dead letters go to ${target}, which is no dead-letter queue of ours`];
  const allow = policyOf(given, "aws_sqs_queue_redrive_allow_policy", "redrive_allow_policy", dead);
  const alone =
    allow["redrivePermission"] === "byQueue" &&
    JSON.stringify(allow["sourceQueueArns"]) === JSON.stringify([arnOf(queue)]);
  return alone ? [] : [`${dead.address}: does not take from ${queue.address}, or not from it alone`];
}

/** A queue of work that has nowhere to put what nobody can handle loses it, or stops. */
export const deadLetters: Property = {
  holds: "every queue has a queue of dead letters that takes from it alone, and an alarm on it",
  violations(given) {
    const queues = given.resources.filter((r) => r.type === "aws_sqs_queue");
    return queues.flatMap((queue) => {
      if (isDeadLetters(queue))
        return watches(given, queue, "ApproximateNumberOfMessagesVisible") ? [] : [`${queue.address}: no alarm`];
      const aged = watches(given, queue, "ApproximateAgeOfOldestMessage");
      return [...wayOut(given, queue), ...(aged ? [] : [`${queue.address}: no alarm on the age of its messages`])];
    });
  },
  planted: [plant("aws_sqs_queue", { name: "cap-x-work" }), plant("aws_sqs_queue", { name: "cap-x-work-dlq" })],
};
