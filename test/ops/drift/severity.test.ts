import { expect, test } from "vitest";
import { type Difference, type Severity, severities } from "../../../ops/drift/finding.ts";
import { judge, severityOf } from "../../../ops/drift/severity.ts";
import { severityLines } from "../../../ops/drift/severity-lines.ts";
import fc from "../../support/properties.ts";
import { difference, unmanaged } from "./findings.ts";

type Values = Partial<Difference>;
const changed: readonly [Severity, string, string, Values?][] = [
  ["security", "aws_security_group", "ingress[0].cidr_blocks"],
  ["security", "aws_security_group", "egress"],
  ["security", "aws_security_group", "revoke_rules_on_delete"],
  ["security", "aws_vpc_security_group_ingress_rule", "cidr_ipv4"],
  ["security", "aws_default_network_acl", "subnet_ids"],
  ["security", "aws_iam_role", "assume_role_policy"],
  ["security", "aws_iam_role", "max_session_duration"],
  ["security", "aws_sqs_queue_policy", "policy"],
  ["security", "aws_lambda_permission", "source_account"],
  ["security", "aws_lambda_permission", "principal"],
  ["security", "aws_lambda_function", "role"],
  ["security", "aws_lambda_function", "source_code_hash"],
  ["security", "aws_lambda_function", "environment[0].variables.LAKE_URL"],
  ["security", "aws_ecs_service", "enable_execute_command"],
  ["security", "aws_s3_bucket_public_access_block", "block_public_acls", { before: "true", after: "false" }],
  ["security", "aws_s3_bucket_versioning", "versioning_configuration[0].status"],
  ["security", "aws_s3_bucket_server_side_encryption_configuration", "rule"],
  ["security", "aws_sns_topic", "kms_master_key_id"],
  ["security", "aws_xray_encryption_config", "type"],
  ["security", "aws_lb_listener", "ssl_policy"],
  ["security", "aws_lb", "internal", { before: "true", after: "false" }],
  ["security", "aws_lb", "access_logs[0].enabled"],
  ["security", "aws_lb", "enable_deletion_protection"],
  ["security", "aws_dynamodb_table", "deletion_protection_enabled"],
  ["security", "aws_cognito_user_pool", "mfa_configuration"],
  ["security", "aws_launch_template", "metadata_options[0].http_tokens"],
  ["security", "aws_cloudtrail", "name"],
  ["security", "aws_route", "gateway_id"],
  ["security", "aws_msk_configuration", "server_properties"],
  ["security", "aws_cloudwatch_metric_alarm", "alarm_actions", { state: "account" }],
  ["security", "aws_cloudwatch_log_group", "retention_in_days", { before: "365", after: "1" }],
  ["security", "aws_cloudwatch_log_group", "retention_in_days", { before: "0", after: "30" }],
  ["availability", "aws_cloudwatch_metric_alarm", "alarm_actions"],
  ["availability", "aws_sqs_queue", "redrive_policy"],
  ["availability", "aws_sns_topic_subscription", "filter_policy"],
  ["availability", "aws_appautoscaling_policy", "policy_type"],
  ["availability", "aws_lb_target_group", "health_check[0].protocol"],
  ["availability", "aws_sqs_queue", "visibility_timeout_seconds"],
  ["availability", "aws_ecs_service", "desired_count"],
  ["availability", "aws_dynamodb_table", "point_in_time_recovery[0].enabled"],
  ["availability", "aws_s3_bucket_lifecycle_configuration", "rule[0].expiration[0].days"],
  ["availability", "aws_lambda_function", "memory_size", { before: "512", after: "128" }],
  ["availability", "aws_ecs_task_definition", "memory", { before: '"512"', after: '"128"' }],
  ["availability", "aws_something_new", "nobody_thought_of"],
  ["cost", "aws_lambda_function", "memory_size", { before: "128", after: "512" }],
  ["cost", "aws_cloudwatch_log_group", "retention_in_days", { before: "30", after: "90" }],
  ["cost", "aws_cloudwatch_log_group", "retention_in_days", { before: "30", after: "0" }],
  ["cost", "aws_s3_bucket_lifecycle_configuration", "rule"],
  ["cost", "aws_ecr_lifecycle_policy", "policy"],
  ["cost", "aws_dynamodb_table", "billing_mode"],
  ["cost", "aws_instance", "instance_type"],
  ["cost", "aws_s3_bucket_metric", "name"],
  ["tags", "aws_vpc", "tags.Team"],
  ["tags", "aws_security_group", "tags_all.Team"],
  ["tags", "aws_iam_role", "description"],
];
const whole: readonly [Severity, string][] = [
  ["security", "aws_iam_role_policy"],
  ["security", "aws_s3_bucket_public_access_block"],
  ["availability", "aws_cloudwatch_metric_alarm"],
  ["availability", "aws_route53_record"],
  ["availability", "aws_sqs_queue"],
  ["availability", "state"],
  ["cost", "aws_budgets_budget"],
];
const strangers: readonly [Severity, string][] = [
  ["security", "aws_lambda_function"],
  ["security", "aws_iam_role"],
  ["security", "aws_something_new"],
  ["cost", "aws_dynamodb_table"],
  ["cost", "aws_cloudwatch_log_group"],
];
const release: Partial<Difference> = { kind: "undeployed", type: "aws_ssm_parameter", attribute: "value.commit" };
const samples = [
  ["release", difference(release)] as const,
  ["release", difference({ kind: "undeployed", type: "output", attribute: "(all)" })] as const,
  ...changed.map(
    ([s, type, attribute, more]) => [s, difference({ type, attribute, before: "1", after: "2", ...more })] as const,
  ),
  ...whole.map(
    ([s, type]) =>
      [s, difference({ kind: "deleted", type, attribute: "(all)", before: "there", after: "none" })] as const,
  ),
  ...strangers.map(([s, type]) => [s, unmanaged(type, "x")] as const),
];

test.each(samples.map(([s, d]) => [d.kind, d.type, d.attribute, d.before, d.after, s, d] as const))(
  "%s %s %s from %s to %s is %s",
  (...row) => expect(severityOf(row[6])).toBe(row[5]),
);

test("every line of the table decides something", () => {
  const used = new Set(samples.map(([, d]) => judge(d)));
  expect(severityLines.filter((line) => !used.has(line))).toEqual([]);
});

test("whatever differs in a type that is there for security is security, unless it is a label", () => {
  const attribute = fc.stringMatching(/^[a-z]{3,8}x_[a-z]{3,8}$/);
  const type = fc.constantFrom(
    "aws_iam_role",
    "aws_kms_key",
    "aws_wafv2_web_acl",
    "aws_guardduty_detector",
    "aws_flow_log",
  );
  fc.assert(
    fc.property(type, attribute, (type, attribute) => {
      expect(severityOf(difference({ type, attribute: `${attribute}[3].x` }))).toBe("security");
    }),
  );
});

test("what nobody thought of is never among the least", () => {
  fc.assert(
    fc.property(fc.string(), fc.string(), fc.string(), (attribute, before, after) => {
      const told = severityOf(
        difference({ type: "aws_new_thing", attribute: `q_${attribute.replaceAll(/[^a-z]/g, "")}_q`, before, after }),
      );
      expect(severities.indexOf(told)).toBeLessThanOrEqual(severities.indexOf("cost"));
    }),
  );
});

test("what opens to the world is security in any type, and so in what no state has", () => {
  expect(
    severityOf(difference({ type: "aws_new_thing", attribute: "sources", before: "[]", after: '["0.0.0.0/0"]' })),
  ).toBe("security");
  expect(severityOf(unmanaged("aws_sqs_queue", "q", { detail: "ingress from 0.0.0.0/0" }))).toBe("security");
});
