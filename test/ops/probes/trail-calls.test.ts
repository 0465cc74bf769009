import { expect, test } from "vitest";
import { canHaveDone, type Doing } from "../../../ops/probes/trail-calls.ts";

const can = (type: string, source: string, name: string, more: Partial<Doing> = {}): boolean =>
  canHaveDone({ source: `${source}.amazonaws.com`, name }, { type, kind: "changed", attribute: "x", ...more });

test.each([
  ["aws_vpc_security_group_ingress_rule", "ec2", "AuthorizeSecurityGroupIngress"],
  ["aws_vpc_security_group_egress_rule", "ec2", "ModifySecurityGroupRules"],
  ["aws_iam_role_policy_attachment", "iam", "AttachRolePolicy"],
  ["aws_iam_role_policy", "iam", "PutRolePolicy"],
  ["aws_iam_role", "iam", "UpdateRole"],
  ["aws_s3_bucket_public_access_block", "s3", "DeleteBucketPublicAccessBlock"],
  ["aws_s3_bucket_policy", "s3", "PutBucketPolicy"],
  ["aws_lambda_function", "lambda", "UpdateFunctionConfiguration20150331v2"],
  ["aws_lambda_alias", "lambda", "UpdateAlias20150331"],
  ["aws_lambda_permission", "lambda", "AddPermission20150331v2"],
  ["aws_ecs_service", "ecs", "UpdateService"],
  ["aws_ecs_task_definition", "ecs", "DeregisterTaskDefinition"],
  ["aws_sqs_queue_policy", "sqs", "SetQueueAttributes"],
  ["aws_kms_alias", "kms", "UpdateAlias"],
  ["aws_kms_key", "kms", "DisableKey"],
  ["aws_cloudwatch_event_target", "events", "RemoveTargets"],
  ["aws_cloudwatch_metric_alarm", "monitoring", "DisableAlarmActions"],
  ["aws_cloudwatch_dashboard", "monitoring", "PutDashboard"],
  ["aws_cloudwatch_log_metric_filter", "logs", "PutMetricFilter"],
  ["aws_ecr_lifecycle_policy", "ecr", "PutLifecyclePolicy"],
  ["aws_athena_workgroup", "athena", "UpdateWorkGroup"],
  ["aws_wafv2_web_acl", "wafv2", "UpdateWebACL"],
  ["aws_ssm_parameter", "ssm", "PutParameter"],
  ["aws_appautoscaling_scheduled_action", "application-autoscaling", "PutScheduledAction"],
  ["aws_api_gateway_rest_api", "apigateway", "UpdateRestApi"],
  ["aws_dynamodb_table", "dynamodb", "UpdateContinuousBackups"],
])("%s may be changed by %s %s", (type, source, name) => {
  expect(can(type, source, name)).toBe(true);
});

test.each([
  // Each names the group in its parameters, and leaves its rules as they are.
  ["aws_vpc_security_group_ingress_rule", "ecs", "UpdateService"],
  ["aws_vpc_security_group_ingress_rule", "ec2", "CreateNetworkInterface"],
  ["aws_vpc_security_group_ingress_rule", "ec2", "AuthorizeSecurityGroupEgress"],
  ["aws_security_group", "ec2", "RunInstances"],
  ["aws_iam_role", "ecs", "RegisterTaskDefinition"],
  ["aws_iam_role_policy", "iam", "AttachRolePolicy"],
  ["aws_s3_bucket_policy", "s3", "DeleteBucketPublicAccessBlock"],
  ["aws_kms_key", "s3", "PutBucketEncryption"],
  ["aws_nothing", "ecs", "UpdateService"],
])("%s is not changed by %s %s", (type, source, name) => {
  expect(can(type, source, name)).toBe(false);
});

test("an attribute is changed by the calls that change it, a tag by those that tag", () => {
  const of = (attribute: string, name: string) => can("aws_iam_role", "iam", name, { attribute });
  expect(of("assume_role_policy", "UpdateAssumeRolePolicy")).toBe(true);
  expect(of("assume_role_policy", "UpdateRole")).toBe(false);
  expect(of("tags.Team", "TagRole")).toBe(true);
  expect(of("tags.Team", "UpdateRole")).toBe(false);
  expect(of("description", "TagRole")).toBe(false);
  expect(can("aws_vpc", "ec2", "CreateTags", { attribute: "tags_all.Team" })).toBe(true);
  expect(can("aws_sqs_queue", "tagging", "TagResources", { attribute: "tags.Team" })).toBe(true);
});

test("what is gone was made by no call that deleted it, and what is there not deleted by one that made it", () => {
  const role = (kind: Doing["kind"], name: string) => can("aws_iam_role", "iam", name, { kind, attribute: "(all)" });
  expect([role("deleted", "DeleteRole"), role("deleted", "CreateRole")]).toEqual([true, false]);
  expect([role("unmanaged", "DeleteRole"), role("unmanaged", "CreateRole")]).toEqual([false, true]);
});
