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
export type FieldOwner = "deploy" | "autoscaler";

/**
 * The boundary between Terraform and deploy tools, written once: modules turn it into `ignore_changes`, drift leaves it
 * out, promotion changes nothing else.
 */
const governed: readonly GovernedField[] = [
  { type: "aws_ecs_service", field: "desired_count", owner: "autoscaler" },
  { type: "aws_ecs_service", field: "task_definition", owner: "deploy" },
];

/**
 * The governed fields of one Terraform type, for `ignore_changes`. Only the owners that the environment has count: a
 * field whose owner is absent stays Terraform's, or nobody would mend it.
 */
export const governedFields = (type: string, owners: readonly FieldOwner[]): string[] =>
  governed.filter((g) => g.type === type && owners.includes(g.owner)).map((g) => g.field);
