import { expect, test } from "vitest";
import { platformEvents } from "../../../contracts/platform-events.ts";
import { dev } from "../../../environments/dev.ts";
import type { Environment } from "../../../environments/environment.ts";
import { prod } from "../../../environments/prod.ts";
import { messagingCost } from "../../../modules/messaging/cost.ts";
import { type EventBusProps, validateEventBus } from "../../../modules/messaging/event-bus.ts";
import { messagingRecovery } from "../../../modules/messaging/recovery.ts";
import { type TimedCallProps, validateTimedCall } from "../../../modules/messaging/timed-call.ts";
import { type TopicProps, validateTopic } from "../../../modules/messaging/topic.ts";
import { type Resource, statementsOf, synthesised } from "../../support/synthesised.ts";

const environments: Readonly<Record<string, Environment>> = { dev, prod };
const platforms = { dev: synthesised({ environment: dev }), prod: synthesised({ environment: prod }) };
const local = synthesised();
const idOf = ({ address }: Resource): string => address.slice(address.indexOf(".") + 1);

for (const [name, platform] of Object.entries(platforms)) {
  const runtime = platform.runtime.resources;
  const of = (type: string): Resource[] => runtime.filter((r) => r.type === type);

  test(`${name}: every topic is encrypted with a key of ours and refuses what comes without TLS`, () => {
    const topics = of("aws_sns_topic");
    expect(topics.length).toBeGreaterThan(0);
    for (const topic of topics) {
      expect(String(topic.has["kms_master_key_id"]), topic.address).toContain("key_operations");
      const policy = of("aws_sns_topic_policy").find((p) => String(p.has["arn"]).includes(idOf(topic)));
      expect(statementsOf(policy!)).toContainEqual(expect.objectContaining({ Effect: "Deny", Sid: "TlsOnly" }));
    }
  });

  test(`${name}: an alarm that does not reach somebody is kept, and that is told`, () => {
    const mails = of("aws_sns_topic_subscription").filter((s) => String(s.has["topic_arn"]).includes("alarm-topic"));
    expect(mails.map((s) => s.has["endpoint"]).sort()).toEqual([...environments[name]!.observability.notify].sort());
    for (const mail of mails) expect(String(mail.has["redrive_policy"])).toContain("aws_sqs_queue.alarm-topic");
    const queue = of("aws_sqs_queue").find((q) => q.address.includes("alarm-topic"));
    const policy = of("aws_sqs_queue_policy").find((p) => String(p.has["queue_url"]).includes(idOf(queue!)));
    const [sns] = statementsOf(policy!).filter((s) => JSON.stringify(s).includes("sns.amazonaws.com"));
    expect(sns).toMatchObject({ Effect: "Allow", Action: ["sqs:SendMessage"] });
    expect(JSON.stringify(sns?.Condition)).toContain("aws_sns_topic.alarm-topic");
    const watched = JSON.stringify(of("aws_cloudwatch_metric_alarm").map((a) => a.has["dimensions"]));
    expect(watched).toContain(`aws_sqs_queue.${idOf(queue!)}`);
  });

  test(`${name}: the event bus is encrypted, open to its account alone, and everything on it is kept for a time`, () => {
    const [bus] = of("aws_cloudwatch_event_bus");
    expect(String(bus?.has["kms_key_identifier"])).toContain("key_operations");
    const [policy] = of("aws_cloudwatch_event_bus_policy");
    expect(statementsOf(policy!).map((s) => (s as unknown as { Principal: { AWS: string } }).Principal.AWS)).toEqual([
      expect.stringMatching(/^arn:aws:iam::\d{12}:root$/),
    ]);
    const [archive] = of("aws_cloudwatch_event_archive");
    expect(archive?.has["retention_days"]).toBeGreaterThan(0);
  });

  test(`${name}: each thing that commands say has a rule that tells people, on the bus where it is said`, () => {
    const rules = of("aws_cloudwatch_event_rule").filter((r) => r.has["event_bus_name"] !== undefined);
    const heard = rules.map((r) => JSON.parse(String(r.has["event_pattern"])) as { "detail-type": string[] });
    expect(heard.flatMap((p) => p["detail-type"]).sort()).toEqual(Object.values(platformEvents.kinds).sort());
    for (const rule of rules) {
      const target = of("aws_cloudwatch_event_target").find((t) => String(t.has["rule"]).includes(idOf(rule)));
      expect(target?.has["event_bus_name"], rule.address).toBe(rule.has["event_bus_name"]);
      expect(String(target?.has["arn"])).toContain("aws_sns_topic.alarm-topic");
    }
  });
}

test("a call at its time has a role that may make it alone, tries again, and keeps what could not be started", () => {
  const schedules = platforms.prod.of("aws_scheduler_schedule");
  expect(schedules.length).toBeGreaterThan(0);
  for (const { has, address } of schedules) {
    expect(String(has["kms_key_arn"]), address).toContain("key_operations");
    const target = has["target"] as { role_arn: string; dead_letter_config: { arn: string }; retry_policy: object };
    expect(target.dead_letter_config.arn).toContain("aws_sqs_queue.");
    expect(target.retry_policy).toMatchObject({ maximum_retry_attempts: 3 });
    const role = /aws_iam_role\.([\w-]+)/.exec(target.role_arn)?.[1] ?? "";
    const policy = platforms.prod.of("aws_iam_role_policy").find((p) => String(p.has["role"]).includes(role));
    const actions = statementsOf(policy!).flatMap((s) => s.Action);
    expect(actions.filter((a) => !/^(kms:|sqs:SendMessage$)/.test(a))).toHaveLength(1);
  }
});

test("where nobody is told there is no bus, and no queue for what did not reach them", () => {
  expect(local.of("aws_cloudwatch_event_bus")).toEqual([]);
  expect(local.of("aws_sqs_queue").filter((q) => q.address.includes("topic"))).toEqual([]);
});

test("validators name what is wrong", () => {
  const topic: Partial<TopicProps> = { title: "x".repeat(101), notify: ["a@b.c", "a@b.c", "nobody"] };
  expect(validateTopic(topic as TopicProps).map((f) => [f.field, f.got])).toEqual([
    ["notify", ["a@b.c", "nobody"]],
    ["title", "x".repeat(101)],
  ]);
  expect(validateTimedCall({ withinMinutes: -1 } as TimedCallProps).map((f) => f.field)).toEqual(["withinMinutes"]);
  expect(validateEventBus({ archiveDays: 0 } as EventBusProps).map((f) => f.field)).toEqual(["archiveDays"]);
});

test("two tasks that wait all month, and a million messages, are 3.26 million requests", () => {
  const [line] = messagingCost({ consumers: 2, messagesPerMonth: 1_000_000 });
  expect(line?.quantity).toBeCloseTo(2 * 0.1314 + 3);
});

test("a lost notification loses no event: what it spoke of is swept", () => {
  expect(messagingRecovery("none")).toContainEqual(expect.objectContaining({ after: "data", rpoMinutes: 0 }));
});
