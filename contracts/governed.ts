/** A field that Terraform sets once and somebody else owns from then on. */
interface GovernedField {
  /** Terraform resource type. */
  readonly type: string;
  /** Attribute, in Terraform's spelling. */
  readonly field: string;
  /** Who changes it after creation. */
  readonly owner: FieldOwner;
}

/** Who, beside Terraform, may own a field. */
export type FieldOwner = "deploy" | "autoscaler" | "schedule" | "recovery";

/**
 * The boundary between Terraform and deploy tools, written once: modules turn it into `ignore_changes`, drift leaves it
 * out, promotion changes nothing else.
 */
const governed: readonly GovernedField[] = [
  { type: "aws_ecs_service", field: "desired_count", owner: "autoscaler" },
  { type: "aws_ecs_service", field: "desired_count", owner: "schedule" },
  { type: "aws_ecs_service", field: "task_definition", owner: "deploy" },
  { type: "aws_lambda_alias", field: "function_version", owner: "deploy" },
  { type: "aws_lambda_alias", field: "routing_config", owner: "deploy" },
  // Blue-green leads clients from one target group to the other and stays there.
  { type: "aws_lb_listener", field: "default_action", owner: "deploy" },
  { type: "aws_lb_listener_rule", field: "action", owner: "deploy" },
  {
    type: "aws_msk_cluster",
    field: "broker_node_group_info[0].storage_info[0].ebs_storage_info[0].volume_size",
    owner: "autoscaler",
  },
  { type: "aws_dynamodb_table", field: "read_capacity", owner: "autoscaler" },
  { type: "aws_dynamodb_table", field: "write_capacity", owner: "autoscaler" },
  // Terraform cannot leave out the capacity of one index, so all of them are. A new index is added on demand, then scaled.
  { type: "aws_dynamodb_table", field: "global_secondary_index", owner: "autoscaler" },
  // Copies in another Region belong to the recovery stack.
  { type: "aws_dynamodb_table", field: "replica", owner: "recovery" },
  // The evening sets both to 0: an apply at night must not start what is off.
  { type: "aws_appautoscaling_target", field: "min_capacity", owner: "schedule" },
  { type: "aws_appautoscaling_target", field: "max_capacity", owner: "schedule" },
];

/**
 * The governed fields of one Terraform type, for `ignore_changes`. Only the owners that the environment has count: a
 * field whose owner is absent stays Terraform's, or nobody would mend it.
 */
export const governedFields = (type: string, owners: readonly FieldOwner[]): string[] => [
  ...new Set(governed.filter((g) => g.type === type && owners.includes(g.owner)).map((g) => g.field)),
];

/** Who, beside Terraform, may own an attribute of a Terraform type; `path` may lead deeper than the field. Nobody: none. */
export const ownersOf = (type: string, path: string): readonly FieldOwner[] =>
  governed.filter((g) => g.type === type && leadsInto(g.field, path)).map((g) => g.owner);

/** Whether a path is the attribute `field`, or a part of it: `tags` leads into `tags.Team` and not into `tags_all`. */
export const leadsInto = (field: string, path: string): boolean =>
  path === field || path.startsWith(`${field}.`) || path.startsWith(`${field}[`);
