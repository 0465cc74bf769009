import type { Resource } from "../support/synthesised.ts";
import { type Given, type Property, plant } from "./property.ts";

const isDeadLetters = (r: Resource): boolean => String(r.has["name"]).endsWith("-dlq");

const watches = (given: Given, queue: Resource, metric: string): boolean =>
  given.resources.some(
    (r) =>
      r.type === "aws_cloudwatch_metric_alarm" &&
      r.has["metric_name"] === metric &&
      JSON.stringify(r.has["dimensions"]).includes(`${queue.address}.name`),
  );

/** A queue of work that has nowhere to put what nobody can handle loses it, or stops. */
export const deadLetters: Property = {
  holds: "every queue has a queue of dead letters, and an alarm on it",
  violations(given) {
    const queues = given.resources.filter((r) => r.type === "aws_sqs_queue");
    const redrives = given.resources.filter((r) => r.type === "aws_sqs_queue_redrive_policy");
    return queues.flatMap((queue) => {
      if (isDeadLetters(queue))
        return watches(given, queue, "ApproximateNumberOfMessagesVisible") ? [] : [`${queue.address}: no alarm`];
      const redriven = redrives.some((r) => String(r.has["queue_url"]).includes(queue.address));
      const aged = watches(given, queue, "ApproximateAgeOfOldestMessage");
      return [
        ...(redriven ? [] : [`${queue.address}: no dead-letter queue`]),
        ...(aged ? [] : [`${queue.address}: no alarm on the age of its messages`]),
      ];
    });
  },
  planted: [plant("aws_sqs_queue", { name: "cap-x-work" }), plant("aws_sqs_queue", { name: "cap-x-work-dlq" })],
};
