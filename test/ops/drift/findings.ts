import type { Difference, DriftReport, ExpiredLine, Finding } from "../../../ops/drift/finding.ts";
import { idOf } from "../../../ops/drift/identity.ts";
import { severityOf } from "../../../ops/drift/severity.ts";
import { type Parts, reportOf } from "../../../ops/drift/verdict.ts";

/** A difference of which a test says what matters to it. */
export const difference = (more: Partial<Difference> = {}): Difference => ({
  kind: "changed",
  type: "aws_sqs_queue",
  state: "runtime",
  address: "aws_sqs_queue.queue_landing",
  resource: "https://sqs.eu-west-1.amazonaws.com/111122223333/cap-prod-landing",
  attribute: "visibility_timeout_seconds",
  before: "300",
  after: "30",
  ...more,
});

/** Of what no state has. */
export const unmanaged = (type: string, resource: string, more: Partial<Difference> = {}): Difference => {
  const { state: _, address: __, ...rest } = difference({ kind: "unmanaged", type, resource });
  return { ...rest, attribute: "(all)", before: "none", after: "there", ours: "named cap-prod-…", ...more };
};

/** When every report of the tests looked. */
export const at = "2026-03-01T03:20:00.000Z";

/** The difference as it is reported. */
export const finding = (d: Partial<Difference> | Difference = {}, more: Partial<Finding> = {}): Finding => {
  const whole = d.kind === "unmanaged" ? (d as Difference) : difference(d);
  const since = more.by?.at ?? at;
  return { ...whole, id: idOf("prod", whole), severity: severityOf(whole), since, ...more };
};

/** A report of these findings, complete unless a test says otherwise. */
export const report = (findings: readonly Finding[], more: Partial<Parts> = {}): DriftReport =>
  reportOf({
    environment: "prod",
    profile: "lean",
    flags: "--env prod",
    commit: "f2c58c7d00000000000000000000000000000000",
    at,
    states: ["account", "durable", "runtime"],
    notAsked: [],
    findings,
    ignored: 0,
    expired: [],
    unneeded: [],
    governed: [],
    blind: [],
    unattributed: [],
    coverage: { enumerated: ["aws_sqs_queue"], notAnswered: [], notEnumerated: [] },
    noise: {},
    ms: 41_240,
    ...more,
  });

/** A line of the baseline whose last day has passed. */
export const expiredLine = (more: Partial<ExpiredLine> = {}): ExpiredLine => ({
  id: "baseline-0123456789ab",
  file: "environments/prod.drift.yaml",
  line: 12,
  subject: "aws_ecs_service.service_web enable_execute_command",
  owner: "web",
  reason: "debugging",
  expires: "2026-02-15",
  ...more,
});

/** A rule of a security group, as Terraform writes it out inside the group. */
export const rule = (port: number, ...cidrs: string[]): object => ({
  cidr_blocks: cidrs,
  description: "",
  from_port: port,
  ipv6_cidr_blocks: [],
  prefix_list_ids: [],
  protocol: "tcp",
  security_groups: [],
  self: false,
  to_port: port,
});

/** Somebody who opens a security group to the world and renames the VPC, in one sitting. */
const eve = "arn:aws:sts::111122223333:assumed-role/AWSReservedSSO_Administrator_0123456789abcdef/eve@example.com";

const policy = (...principals: string[]): string =>
  JSON.stringify(
    JSON.stringify({
      Version: "2012-10-17",
      Statement: [
        {
          Sid: "TLS",
          Effect: "Deny",
          Principal: "*",
          Action: "s3:*",
          Resource: ["arn:aws:s3:::cap-prod-audit-111122223333"],
        },
        ...principals.map((AWS) => ({
          Effect: "Allow",
          Principal: { AWS },
          Action: ["s3:GetObject"],
          Resource: "arn:aws:s3:::cap-prod-audit-111122223333/*",
        })),
      ],
    }),
  );

/** A night with a bit of everything. */
export const night: DriftReport = report(
  [
    finding(
      {
        type: "aws_security_group",
        address: "aws_security_group.security_group_brokers",
        resource: "sg-0123",
        attribute: "ingress",
        before: JSON.stringify([rule(9098, "10.40.0.0/16")]),
        after: JSON.stringify([rule(9098, "10.40.0.0/16"), rule(22, "0.0.0.0/0")]),
      },
      { by: { who: eve, at: "2026-02-28T22:14:03Z", call: "AuthorizeSecurityGroupIngress" } },
    ),
    finding(
      {
        type: "aws_vpc",
        address: "aws_vpc.vpc",
        resource: "vpc-1",
        attribute: "tags.Team",
        before: '"platform"',
        after: '"eve"',
      },
      { by: { who: eve, at: "2026-02-28T22:16:41Z", call: "CreateTags" } },
    ),
    finding(
      {
        type: "aws_s3_bucket_policy",
        state: "durable",
        address: "aws_s3_bucket_policy.bucket_policy_audit",
        resource: "cap-prod-audit-111122223333",
        attribute: "policy",
        before: policy(),
        after: policy("arn:aws:iam::999988887777:root"),
      },
      { since: "2026-02-26T03:20:00.000Z" },
    ),
    finding({
      kind: "deleted",
      type: "aws_cloudwatch_metric_alarm",
      address: "aws_cloudwatch_metric_alarm.alarm_consumer_lag_lake",
      resource: "cap-prod-consumer-lag-lake",
      attribute: "(all)",
      before: "there",
      after: "none",
    }),
    finding(),
    finding({ kind: "undeployed", attribute: "message_retention_seconds", before: "345600", after: "1209600" }),
    finding({
      kind: "undeployed",
      type: "aws_lambda_function",
      address: "aws_lambda_function.function_freshness",
      attribute: "memory_size",
      before: "256",
      after: "512",
    }),
    finding({
      type: "aws_secretsmanager_secret_version",
      state: "durable",
      address: "aws_secretsmanager_secret_version.secret_version_api_token",
      attribute: "secret_string",
      before: "(sensitive)",
      after: "(sensitive)",
    }),
    finding(
      unmanaged("aws_security_group", "sg-0fe1", {
        name: "launch-wizard-1",
        ours: "in our VPC vpc-1",
        detail: "ingress tcp 22 from 0.0.0.0/0",
      }),
    ),
    finding(unmanaged("aws_sqs_queue", "https://sqs.eu-west-1.amazonaws.com/111122223333/cap-prod-test")),
    finding(
      {
        type: "aws_cloudwatch_log_group",
        address: "aws_cloudwatch_log_group.log_lake",
        attribute: "retention_in_days",
        before: "30",
        after: "90",
      },
      {
        recorded: { owner: "platform", reason: "longer while the dead letters are looked into", expires: "2026-03-31" },
      },
    ),
  ],
  {
    ignored: 2,
    expired: [expiredLine()],
    unneeded: ["environments/prod.drift.yaml:20: aws_vpc.vpc tags.Owner decides nothing any more; take the line out"],
    governed: [
      {
        state: "runtime",
        address: "aws_ecs_service.service_lake",
        attribute: "desired_count",
        before: "2",
        after: "5",
        owners: ["autoscaler", "schedule"],
      },
    ],
    blind: [
      {
        what: "state account",
        because:
          "AccessDenied: not authorized to perform guardduty:GetDetector on arn:aws:guardduty:eu-west-1:111122223333:detector/1",
      },
    ],
    unattributed: [
      {
        what: "cloudtrail:LookupEvents in eu-west-1",
        because: "50 lookups are the limit; 3 of 40 questions without an answer",
      },
    ],
    coverage: {
      enumerated: ["aws_sqs_queue", "aws_security_group"],
      notAnswered: [],
      notEnumerated: ["aws_api_gateway_stage", "aws_athena_workgroup", "aws_backup_plan", "aws_budgets_budget"],
    },
    noise: { "null is empty": 12, order: 3 },
  },
);
