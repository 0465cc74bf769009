import { expect, test } from "vitest";
import { statementsOf, synthesised } from "../support/synthesised.ts";

const platform = synthesised();
const queues = platform.of("aws_sqs_queue");
const isDeadLetters = (name: unknown): boolean => String(name).endsWith("-dlq");

test("every queue has a dead-letter queue that takes from it alone", () => {
  const working = queues.filter((q) => !isDeadLetters(q.has["name"]));
  expect(working.length).toBeGreaterThan(0);
  for (const queue of working) {
    const redrive = platform
      .of("aws_sqs_queue_redrive_policy")
      .find((r) => String(r.has["queue_url"]).includes(queue.address));
    const target = String(redrive?.has["redrive_policy"]);
    const dead = queues.find((q) => isDeadLetters(q.has["name"]) && target.includes(q.address));
    expect(dead, queue.address).toBeDefined();
    const allow = platform
      .of("aws_sqs_queue_redrive_allow_policy")
      .find((r) => String(r.has["queue_url"]).includes(dead!.address));
    expect(String(allow?.has["redrive_allow_policy"])).toContain(`${queue.address}.arn`);
  }
});

test("the function's dead letters have a queue too", () => {
  const [f] = platform.of("aws_lambda_function");
  expect(JSON.stringify(f?.has["dead_letter_config"])).toContain("aws_sqs_queue.freshness_dead-letters");
});

test("every queue is encrypted with a key of ours and refuses requests without TLS", () => {
  for (const queue of queues) {
    expect(queue.has["kms_master_key_id"]).toMatch(/key_operations/);
    const policy = platform.of("aws_sqs_queue_policy").find((p) => String(p.has["queue_url"]).includes(queue.address));
    expect(statementsOf(policy!)).toContainEqual(expect.objectContaining({ Effect: "Deny", Sid: "TlsOnly" }));
  }
});

test("messages stay for the longest time that SQS knows", () => {
  for (const queue of queues) expect(queue.has["message_retention_seconds"]).toBe(1_209_600);
});
