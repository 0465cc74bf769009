import { stateOutput, wholeState } from "./finding.ts";
import type { SeverityLine } from "./severity-line.ts";
import { securityLines } from "./severity-security.ts";

/** Exceptions come first: their names look like something worse. */
const exceptions: readonly SeverityLine[] = [
  { types: [wholeState], severity: "availability", why: "Nothing of it runs." },
  { types: [stateOutput], severity: "release", why: "States that read it wait for it; nothing runs differently yet." },
  {
    types: ["aws_ssm_parameter"],
    kinds: ["undeployed"],
    attributes: ["commit"],
    severity: "release",
    why: "The manifest names another commit; nothing runs differently.",
  },
  {
    attributes: ["tags", "tags_all", "description", "comment"],
    severity: "tags",
    why: "It says whose it is and what for; nothing runs differently.",
  },
  {
    attributes: ["*redrive*", "retry_policy", "delivery_policy", "filter_policy*", "health_check*", "*scaling_policy*"],
    severity: "availability",
    why: "It decides where a message goes, or when something counts as broken.",
  },
  {
    types: ["aws_appautoscaling_*", "aws_autoscaling_policy", "aws_sqs_queue_redrive_*"],
    severity: "availability",
    why: "It decides how much it carries, or where a message goes that nobody could read.",
  },
  {
    types: ["aws_ecr_lifecycle_policy", "aws_budgets_*", "aws_ce_*", "aws_s3_bucket_intelligent_tiering_*"],
    severity: "cost",
    why: "It keeps what is paid small, or tells of it.",
  },
  {
    types: ["aws_s3_bucket_metric"],
    severity: "cost",
    why: "A metric that is paid for, and that alarms read.",
  },
  {
    types: ["aws_route", "aws_route_table*", "aws_default_route_table", "aws_route53_*"],
    kinds: ["deleted"],
    severity: "availability",
    why: "Without the way, or the name, nobody arrives.",
  },
];

/** Of what no state has it counts what it may do, and else what it costs. */
const unmanaged: readonly SeverityLine[] = [
  {
    kinds: ["unmanaged"],
    types: [
      "aws_msk_*",
      "aws_dynamodb_*",
      "aws_sqs_queue",
      "aws_sns_topic",
      "aws_cloudwatch_log_group",
      "aws_cloudwatch_*alarm",
      "aws_glue_*",
      "aws_ecs_cluster",
    ],
    severity: "cost",
    why: "It is paid for, and nobody knows what for.",
  },
  {
    kinds: ["unmanaged"],
    severity: "security",
    why: "It runs, lets in or takes data away, and no review has seen it.",
  },
];

const running: readonly SeverityLine[] = [
  {
    types: ["aws_cloudwatch_*alarm", "aws_cloudwatch_event_*", "aws_sns_*", "aws_scheduler_*"],
    severity: "availability",
    why: "It tells of what breaks, or sets something going: without it nobody comes.",
  },
  {
    attributes: ["*recovery*", "*backup*", "*replica*", "*expiration*", "message_retention_*", "*retention_period"],
    severity: "availability",
    why: "It decides what is still there after a loss.",
  },
  {
    attributes: [
      "*_count",
      "*count_*",
      "min_*",
      "max_*",
      "multi_az",
      "*subnet*",
      "*availability_zone*",
      "*timeout*",
      "*concurrent*",
    ],
    severity: "availability",
    why: "It decides how much it carries, and what it outlives.",
  },
  {
    attributes: ["*capacity*", "memory*", "cpu*", "*size*", "*throughput*"],
    when: "less",
    severity: "availability",
    why: "It carries less than what was tested.",
  },
];

const paid: readonly SeverityLine[] = [
  {
    attributes: [
      "*capacity*",
      "memory*",
      "cpu*",
      "*size*",
      "*throughput*",
      "instance_type*",
      "instance_class",
      "architectures",
    ],
    severity: "cost",
    why: "It decides how much of a machine is paid for.",
  },
  {
    attributes: ["retention_in_days", "billing_mode", "*storage_class*", "table_class", "*tiering*", "bytes_scanned_*"],
    severity: "cost",
    why: "It decides what keeping and reading costs.",
  },
  {
    types: ["aws_s3_bucket_lifecycle_configuration"],
    severity: "cost",
    why: "It decides how long old data is paid for.",
  },
];

/**
 * What is at stake, by type and attribute; the first line that fits decides. Security comes before availability, that
 * before cost, that before tags; a type that is there for security is security in whatever nobody has thought of.
 */
export const severityLines: readonly SeverityLine[] = [
  ...exceptions,
  ...unmanaged,
  ...securityLines,
  ...running,
  ...paid,
];
