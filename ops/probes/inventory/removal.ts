import type { Found } from "./found.ts";

/** Words of one call of the AWS CLI, `aws` itself left out: not yet quoted for a shell. */
export type Call = readonly string[];

/** How something is taken away that no state has, one call after the other. None: AWS has no call for it. */
type Removal = (found: Found) => readonly Call[];

const one =
  (service: string, act: string, option: string): Removal =>
  ({ id }) => [[service, act, option, id]];

const revoke =
  (direction: "ingress" | "egress"): Removal =>
  ({ id, under = "?" }) => [
    ["ec2", `revoke-security-group-${direction}`, "--group-id", under, "--security-group-rule-ids", id],
  ];

/** What stands before and behind the first of a character: `cluster/service`, `role:policy`. */
const halves = (id: string, mark: string): readonly [string, string] => {
  const at = id.indexOf(mark);
  return [id.slice(0, at), id.slice(at + 1)];
};

const detach = (role: string, policy: string): Call =>
  policy.startsWith("arn:")
    ? ["iam", "detach-role-policy", "--role-name", role, "--policy-arn", policy]
    : ["iam", "delete-role-policy", "--role-name", role, "--policy-name", policy];

/**
 * By Terraform's type, each that an enumerator tells about. Names and options are those of the AWS CLI's command reference:
 * https://docs.aws.amazon.com/cli/latest/reference/
 */
const removals: Readonly<Record<string, Removal>> = {
  aws_security_group: one("ec2", "delete-security-group", "--group-id"),
  aws_vpc_security_group_ingress_rule: revoke("ingress"),
  aws_vpc_security_group_egress_rule: revoke("egress"),
  // A role that still has policies is not deleted.
  aws_iam_role: ({ id, policies = [] }) => [
    ...policies.map((policy) => detach(id, policy)),
    ["iam", "delete-role", "--role-name", id],
  ],
  aws_iam_role_policy_attachment: ({ id }) => [detach(...halves(id, "/"))],
  aws_iam_role_policy: ({ id }) => [detach(...halves(id, ":"))],
  // What it encrypted is lost with it: AWS waits 30 days, and the key is of no use to anybody in the meantime.
  aws_kms_key: one("kms", "schedule-key-deletion", "--key-id"),
  aws_kms_replica_key: one("kms", "schedule-key-deletion", "--key-id"),
  aws_kms_alias: one("kms", "delete-alias", "--alias-name"),
  aws_vpc_endpoint: one("ec2", "delete-vpc-endpoints", "--vpc-endpoint-ids"),
  aws_network_interface: one("ec2", "delete-network-interface", "--network-interface-id"),
  aws_msk_cluster: one("kafka", "delete-cluster", "--cluster-arn"),
  aws_msk_serverless_cluster: one("kafka", "delete-cluster", "--cluster-arn"),
  aws_msk_configuration: one("kafka", "delete-configuration", "--arn"),
  aws_ecs_service: ({ id }) => {
    const [cluster, service] = halves(id, "/");
    return [["ecs", "delete-service", "--cluster", cluster, "--service", service, "--force"]];
  },
  aws_ecs_task_definition: one("ecs", "deregister-task-definition", "--task-definition"),
  aws_lambda_function: one("lambda", "delete-function", "--function-name"),
  aws_lambda_event_source_mapping: one("lambda", "delete-event-source-mapping", "--uuid"),
  // One with targets is not deleted; disabled it sends nothing, and what it sent where can still be read.
  aws_cloudwatch_event_rule: ({ id }) => {
    const [bus, rule] = halves(id, "/");
    return [["events", "disable-rule", "--event-bus-name", bus, "--name", rule]];
  },
  aws_sqs_queue: one("sqs", "delete-queue", "--queue-url"),
  aws_sns_topic: one("sns", "delete-topic", "--topic-arn"),
  // Until somebody confirms it, it has no ARN, and AWS forgets it by itself.
  aws_sns_topic_subscription: ({ id }) => (id.includes("|") ? [] : [["sns", "unsubscribe", "--subscription-arn", id]]),
  // Refused while something lies in it: that is looked at first.
  aws_s3_bucket: one("s3api", "delete-bucket", "--bucket"),
  aws_dynamodb_table: one("dynamodb", "delete-table", "--table-name"),
  aws_glue_catalog_table: ({ id }) => {
    const [database, table] = halves(halves(id, ":")[1], ":");
    return [["glue", "delete-table", "--database-name", database, "--name", table]];
  },
  aws_cloudwatch_log_group: one("logs", "delete-log-group", "--log-group-name"),
  aws_cloudwatch_metric_alarm: one("cloudwatch", "delete-alarms", "--alarm-names"),
  aws_cloudwatch_composite_alarm: one("cloudwatch", "delete-alarms", "--alarm-names"),
};

/** The calls that take something away that no state has, in their order; none where there is no such call. */
export const removalOf = (found: Found): readonly Call[] => removals[found.type]?.(found) ?? [];
