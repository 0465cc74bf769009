import type { PlanJson } from "./plan.ts";

/** A policy document of a plan, and what it is for. */
export interface FoundPolicy {
  readonly address: string;
  readonly policy: string;
  /** `identity`: what a role may do; `trust`: who may assume it; `resource`: who may use a thing. */
  readonly kind: "identity" | "trust" | "resource";
}

const identity = ["aws_iam_policy", "aws_iam_role_policy", "aws_iam_user_policy", "aws_iam_group_policy"];

const isDocument = (value: unknown): value is string =>
  typeof value === "string" && value.startsWith("{") && value.includes('"Statement"');

const kindOf = (type: string, attribute: string): FoundPolicy["kind"] => {
  if (attribute === "assume_role_policy") return "trust";
  return identity.includes(type) || attribute === "inline_policy" ? "identity" : "resource";
};

/** Every policy document in a plan, wherever a resource carries one. */
export const policiesOf = (plan: PlanJson): FoundPolicy[] =>
  (plan.planned_values.root_module.resources ?? [])
    .filter((r) => r.mode === "managed")
    .flatMap(({ address, type, values }) =>
      Object.entries(values).flatMap(([attribute, value]) =>
        isDocument(value) ? [{ address, policy: value, kind: kindOf(type, attribute) }] : [],
      ),
    );
