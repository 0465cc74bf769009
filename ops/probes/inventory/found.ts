/** Something that exists, is ours, and is in no state. */
export interface Found {
  /** Terraform's type. */
  readonly type: string;
  /** The id that `terraform import` wants for this type. */
  readonly id: string;
  /** What a person calls it. */
  readonly name: string;
  /** Why it is ours: `in our VPC vpc-1`, `named cap-prod-…`, `tagged Environment=prod`, `attached to aws_iam_role.x`. */
  readonly ours: string;
  /** What it does, where that decides how bad it is: `ingress tcp 22 from 0.0.0.0/0`. */
  readonly detail?: string;
  /** Where it is, when that is another Region than the environment's. */
  readonly region?: string;
  /** What CloudTrail files its changes under, where that is something else: the group of a rule. @default - `id`. */
  readonly under?: string;
  /** What has to be taken from it before it can be deleted: ARNs of a role's managed policies, names of its inline ones. */
  readonly policies?: readonly string[];
}

/** Something found, when there is a reason why it is ours. */
export const found = (what: Omit<Found, "ours">, why: string | undefined): readonly Found[] =>
  why === undefined ? [] : [{ ...what, ours: why }];
