import { type Property, plant } from "./property.ts";

interface Limit {
  readonly attribute: string;
  readonly longest: number;
  readonly pattern: RegExp;
}

const limit = (attribute: string, longest: number, pattern: RegExp): Limit => ({ attribute, longest, pattern });
const word = /^[\w.-]+$/;

/** What AWS takes for a name. Source: the API reference of each service, create operations. */
const limits: Readonly<Record<string, Limit>> = {
  aws_api_gateway_rest_api: limit("name", 255, /^.+$/),
  aws_athena_workgroup: limit("name", 128, word),
  aws_backup_plan: limit("name", 50, /^[\w.-]+$/),
  aws_backup_vault: limit("name", 50, /^[\w-]{2,}$/),
  aws_budgets_budget: limit("name", 100, /^[^:\\]+$/),
  aws_cloudtrail: limit("name", 128, word),
  aws_cloudwatch_dashboard: limit("dashboard_name", 255, /^[\w-]+$/),
  aws_cloudwatch_event_rule: limit("name", 64, word),
  aws_cloudwatch_log_group: limit("name", 512, /^[\w./#-]+$/),
  aws_cloudwatch_metric_alarm: limit("alarm_name", 255, /^.+$/),
  aws_codedeploy_app: limit("name", 100, /^.+$/),
  aws_dynamodb_table: limit("name", 255, /^[\w.-]{3,}$/),
  aws_ecr_repository: limit("name", 256, /^[a-z\d]+([._/-][a-z\d]+)*$/),
  aws_ecs_cluster: limit("name", 255, /^[\w-]+$/),
  aws_ecs_service: limit("name", 255, /^[\w-]+$/),
  aws_glue_catalog_database: limit("name", 255, /^[a-z\d_]+$/),
  aws_iam_policy: limit("name", 128, /^[\w+=,.@-]+$/),
  aws_iam_role: limit("name", 64, /^[\w+=,.@-]+$/),
  aws_kms_alias: limit("name", 256, /^alias\/(?!aws\/)[\w/-]+$/),
  aws_lambda_function: limit("function_name", 64, /^[\w-]+$/),
  aws_lb: limit("name", 32, /^(?!internal-)[A-Za-z\d]([A-Za-z\d-]*[A-Za-z\d])?$/),
  aws_lb_target_group: limit("name", 32, /^[A-Za-z\d]([A-Za-z\d-]*[A-Za-z\d])?$/),
  aws_msk_cluster: limit("cluster_name", 64, /^[\w-]+$/),
  aws_msk_configuration: limit("name", 255, /^[\w-]+$/),
  aws_s3_bucket: limit("bucket", 63, /^[a-z\d][a-z\d.-]+[a-z\d]$/),
  aws_scheduler_schedule: limit("name", 64, word),
  aws_scheduler_schedule_group: limit("name", 64, word),
  aws_secretsmanager_secret: limit("name", 512, /^[\w/+=.@-]+$/),
  aws_security_group: limit("name", 255, /^(?!sg-).+$/),
  aws_sfn_state_machine: limit("name", 80, /^[\w-]+$/),
  aws_sns_topic: limit("name", 256, /^[\w-]+$/),
  aws_sqs_queue: limit("name", 80, /^[\w-]+$/),
  aws_ssm_parameter: limit("name", 1011, /^[\w./-]+$/),
  aws_wafv2_web_acl: limit("name", 128, /^[\w-]+$/),
  aws_xray_group: limit("group_name", 32, /^[\w-]+$/),
  aws_xray_sampling_rule: limit("rule_name", 32, /^[\w-]+$/),
};

/** A name that AWS refuses is found at apply, when half of the environment is there. */
export const awsNames: Property = {
  holds: "every name is one that AWS takes, with room for an environment's longest name",
  violations: ({ resources, environment }) =>
    resources.flatMap(({ type, address, has }) => {
      const rule = limits[type];
      const name = rule === undefined ? undefined : has[rule.attribute];
      // Names that Terraform computes are somebody else's, whose own name is looked at.
      if (rule === undefined || typeof name !== "string" || name.includes("${")) return [];
      const room = name.includes(environment.name) ? 12 - environment.name.length : 0;
      return [
        ...(name.length + room > rule.longest ? [`${address}: "${name}" is too long, ${rule.longest} at most`] : []),
        ...(rule.pattern.test(name) ? [] : [`${address}: "${name}" is not of ${rule.pattern}`]),
      ];
    }),
  planted: [
    plant("aws_lb", { name: "cap-x-abcdefghijklmnopqrstuvwxyz-123" }),
    plant("aws_glue_catalog_database", { name: "cap-x" }),
    plant("aws_kms_alias", { name: "alias/aws/cap" }),
  ],
};
