/** What the ids of an account's resources are made of. */
export interface Place {
  readonly account: string;
  readonly region: string;
}

/** Planned values of a resource; what is known only after an apply is absent. */
export type Values = Readonly<Record<string, unknown>>;

/** Text of attributes, in their order; undefined where one is not known yet. */
type Parts = (...names: readonly string[]) => readonly string[] | undefined;

type IdOf = (parts: Parts, place: Place) => string | undefined;

/** The value of one attribute, or several with something between them. */
const joined =
  (between: string, ...names: readonly string[]): IdOf =>
  (parts) =>
    parts(...names)?.join(between);
const of = (name: string): IdOf => joined("", name);

/** Behind the account. */
const inAccount =
  (between: string, ...names: readonly string[]): IdOf =>
  (parts, { account }) => {
    const known = parts(...names);
    return known === undefined ? undefined : [account, ...known].join(between);
  };

/** The ARN of a service's own. */
const inPlace =
  (service: string, kind: string, name: string): IdOf =>
  (parts, { account, region }) => {
    const known = parts(name);
    return known === undefined ? undefined : `arn:aws:${service}:${region}:${account}${kind}${known.join("")}`;
  };

const lastOf = (arn: string): string => arn.split(/[:/]/).at(-1) ?? arn;

/**
 * Types of which AWS makes no second one of that name, by how their import spells the id. What AWS takes a second time
 * (a policy, a setting, an alarm) needs none; an ECS cluster does for the services in it. Source: "Import" on the page of each resource,
 * https://registry.terraform.io/providers/hashicorp/aws/5.100.0/docs
 */
const ids: Readonly<Record<string, IdOf>> = {
  aws_accessanalyzer_analyzer: of("analyzer_name"),
  aws_api_gateway_base_path_mapping: joined("/", "domain_name", "base_path"),
  aws_api_gateway_domain_name: of("domain_name"),
  aws_api_gateway_stage: joined("/", "rest_api_id", "stage_name"),
  aws_api_gateway_usage_plan_key: joined("/", "usage_plan_id", "key_id"),
  aws_athena_prepared_statement: joined("/", "workgroup", "name"),
  aws_athena_workgroup: of("name"),
  aws_autoscaling_group: of("name"),
  aws_backup_restore_testing_plan: of("name"),
  aws_backup_restore_testing_selection: joined(":", "name", "restore_testing_plan_name"),
  aws_backup_vault: of("name"),
  aws_budgets_budget: inAccount(":", "name"),
  aws_cloudtrail: inPlace("cloudtrail", ":trail/", "name"),
  aws_cloudwatch_event_archive: of("name"),
  aws_cloudwatch_event_bus: of("name"),
  aws_cloudwatch_log_group: of("name"),
  aws_codedeploy_app: of("name"),
  aws_codedeploy_deployment_config: of("deployment_config_name"),
  aws_codedeploy_deployment_group: joined(":", "app_name", "deployment_group_name"),
  aws_dynamodb_table: of("name"),
  aws_ecr_repository: of("name"),
  aws_ecs_cluster: of("name"),
  aws_ecs_service: (parts) => {
    const [cluster, name] = parts("cluster", "name") ?? [];
    return cluster === undefined ? undefined : `${lastOf(cluster)}/${name}`;
  },
  aws_glue_catalog_database: inAccount(":", "name"),
  aws_glue_catalog_table: inAccount(":", "database_name", "name"),
  aws_glue_registry: inPlace("glue", ":registry/", "registry_name"),
  aws_glue_schema: (parts) => {
    const [registry, name] = parts("registry_arn", "schema_name") ?? [];
    return registry === undefined ? undefined : `${registry.replace(":registry/", ":schema/")}/${name}`;
  },
  aws_iam_instance_profile: of("name"),
  aws_iam_openid_connect_provider: (parts, { account }) => {
    const [url] = parts("url") ?? [];
    return url === undefined ? undefined : `arn:aws:iam::${account}:oidc-provider/${url.replace("https://", "")}`;
  },
  aws_iam_policy: (parts, { account }) => {
    const known = parts("path", "name");
    return known === undefined ? undefined : `arn:aws:iam::${account}:policy${known.join("")}`;
  },
  aws_iam_role: of("name"),
  aws_kms_alias: of("name"),
  aws_lambda_alias: joined("/", "function_name", "name"),
  aws_lambda_function: of("function_name"),
  aws_lambda_permission: (parts) => {
    const [fn, statement] = parts("function_name", "statement_id") ?? [];
    const [qualifier] = parts("qualifier") ?? [];
    if (fn === undefined) return undefined;
    return `${lastOf(fn)}${qualifier === undefined ? "" : `:${qualifier}`}/${statement}`;
  },
  aws_quicksight_data_source: inAccount("/", "data_source_id"),
  aws_quicksight_data_set: inAccount(",", "data_set_id"),
  aws_quicksight_dashboard: inAccount(",", "dashboard_id"),
  aws_route: joined("_", "route_table_id", "destination_cidr_block"),
  aws_route53_record: joined("_", "zone_id", "name", "type"),
  aws_route_table_association: joined("/", "subnet_id", "route_table_id"),
  aws_s3_bucket: of("bucket"),
  aws_scheduler_schedule: joined("/", "group_name", "name"),
  aws_scheduler_schedule_group: of("name"),
  aws_securityhub_account: inAccount(""),
  aws_ssm_parameter: of("name"),
  aws_xray_sampling_rule: of("rule_name"),
};

/** The id that the type's import wants, where it follows from the planned values; whether it exists is not asked. */
export function idByName(type: string, values: Values, place: Place): string | undefined {
  const parts: Parts = (...names) => {
    const known = names.map((name) => values[name]).filter((value) => typeof value === "string");
    return known.length === names.length ? known : undefined;
  };
  return ids[type]?.(parts, place);
}
