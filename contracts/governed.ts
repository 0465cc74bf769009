/** A field that Terraform sets once and somebody else owns from then on. */
export interface GovernedField {
  /** Terraform resource type. */
  readonly type: string;
  /** Attribute, in Terraform's spelling. */
  readonly field: string;
  /** Who changes it after creation. */
  readonly owner: "deploy" | "autoscaler";
}

/**
 * The boundary between Terraform and deploy tools, written once: modules turn it into `ignore_changes`, drift leaves it
 * out, promotion changes nothing else.
 */
export const governed: readonly GovernedField[] = [
  { type: "aws_ecs_service", field: "desired_count", owner: "autoscaler" },
  { type: "aws_ecs_service", field: "task_definition", owner: "deploy" },
];

/** The governed fields of one Terraform type, for `ignore_changes`. */
export const governedFields = (type: string): string[] => governed.filter((g) => g.type === type).map((g) => g.field);
