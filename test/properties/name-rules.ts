import modelled from "./aws-name-limits.json" with { type: "json" };

/** What AWS takes for a name: where its length ends, and what it is made of. */
export interface NameRule {
  readonly longest: number;
  readonly pattern: RegExp;
}

const rule = (longest: number, pattern: RegExp): NameRule => ({ longest, pattern });

const word = /^[\w.-]+$/;
const hyphened = /^[\w-]+$/;
const balanced = /^[A-Za-z\d]([A-Za-z\d-]*[A-Za-z\d])?$/;
// RFC 1035, with a wildcard before it.
const domain = /^(\*\.)?([a-z\d]([a-z\d-]{0,61}[a-z\d])?\.)+[a-z]{2,63}$/;

/**
 * Where a service's model says nothing, or less than AWS does. Source: the API reference of each service, create
 * operations, and of Athena's names its user guide.
 */
const stated: Readonly<Record<string, NameRule>> = {
  "aws_acm_certificate.domain_name": rule(253, domain),
  "aws_api_gateway_domain_name.domain_name": rule(253, domain),
  "aws_api_gateway_rest_api.name": rule(255, /^.+$/),
  "aws_api_gateway_stage.stage_name": rule(128, hyphened),
  "aws_backup_plan.name": rule(50, word),
  "aws_backup_restore_testing_plan.name": rule(50, /^\w+$/),
  "aws_backup_restore_testing_selection.name": rule(50, /^\w+$/),
  "aws_budgets_budget.name": rule(100, /^[^:\\]+$/),
  "aws_cloudtrail.name": rule(128, word),
  "aws_cloudwatch_dashboard.dashboard_name": rule(255, hyphened),
  "aws_dynamodb_table.name": rule(255, /^[\w.-]{3,}$/),
  "aws_ecs_cluster.name": rule(255, hyphened),
  "aws_ecs_service.name": rule(255, hyphened),
  "aws_ecs_task_definition.family": rule(255, hyphened),
  "aws_glue_catalog_database.name": rule(255, /^[a-z\d_]+$/),
  "aws_glue_catalog_table.name": rule(255, /^[a-z\d_]+$/),
  "aws_kms_alias.name": rule(256, /^alias\/(?!aws\/)[\w/-]+$/),
  "aws_lambda_function.function_name": rule(64, hyphened),
  "aws_launch_template.name": rule(128, /^[\w().\-/]{3,}$/),
  "aws_lb.name": rule(32, new RegExp(`^(?!internal-)${balanced.source.slice(1)}`)),
  "aws_lb_target_group.name": rule(32, balanced),
  "aws_msk_cluster.cluster_name": rule(64, hyphened),
  "aws_msk_configuration.name": rule(255, hyphened),
  "aws_route53_record.name": rule(255, domain),
  "aws_route53_zone.name": rule(255, domain),
  "aws_s3_bucket.bucket": rule(63, /^[a-z\d][a-z\d.-]+[a-z\d]$/),
  "aws_s3_bucket_metric.name": rule(64, word),
  "aws_secretsmanager_secret.name": rule(512, /^[\w/+=.@-]+$/),
  "aws_security_group.name": rule(255, /^(?!sg-).+$/),
  "aws_sfn_state_machine.name": rule(80, hyphened),
  "aws_sns_topic.display_name": rule(100, /^.+$/),
  "aws_sns_topic.name": rule(256, hyphened),
  "aws_sqs_queue.name": rule(80, hyphened),
  "aws_ssm_parameter.name": rule(1011, /^[\w./-]+$/),
  "aws_xray_group.group_name": rule(32, hyphened),
  "aws_xray_sampling_rule.rule_name": rule(32, hyphened),
};

/** Names that have no rule, each with the reason. */
export const unruled: Readonly<Record<string, string>> = {
  "aws_api_gateway_api_key.name": "API Gateway states no limit",
  "aws_api_gateway_usage_plan.name": "API Gateway states no limit",
  "aws_cloudwatch_log_resource_policy.policy_name": "CloudWatch Logs states no limit",
  "aws_cloudwatch_metric_alarm.metric_name": "a metric's name, which alarms are held against elsewhere",
  "aws_guardduty_detector_feature.name": "one of GuardDuty's own",
  "aws_iam_service_linked_role.aws_service_name": "a service's own",
  "aws_quicksight_data_set.data_set_id": "QuickSight states no limit",
  "aws_quicksight_data_source.data_source_id": "QuickSight states no limit",
  "aws_s3_bucket_intelligent_tiering_configuration.name": "S3 states no limit",
  "aws_vpc_endpoint.service_name": "a service's own",
};

interface Modelled {
  readonly asked: string;
  readonly min?: number;
  readonly max?: number;
  readonly pattern?: string;
}

const ofModel = ({ min = 0, max = Number.POSITIVE_INFINITY, pattern = "[^]*" }: Modelled): NameRule =>
  rule(max, new RegExp(`^(?=[^]{${min}})(?:${pattern})$`));

/** Every rule, by `<type>.<attribute>`; a name has to fulfil all of them. Models: `aws_name_limits.py`. */
export const nameRules: ReadonlyMap<string, readonly NameRule[]> = new Map(
  [...new Set([...Object.keys(modelled), ...Object.keys(stated)])].map((name) => {
    const model = (modelled as Readonly<Record<string, Modelled>>)[name];
    const own = stated[name];
    return [name, [...(model === undefined ? [] : [ofModel(model)]), ...(own === undefined ? [] : [own])]];
  }),
);
