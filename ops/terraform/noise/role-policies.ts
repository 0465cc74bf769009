import { isDeepStrictEqual } from "node:util";
import type { NoiseRule, StateView } from "./rule.ts";

/** What a role repeats of its policies. One that no state has is drift, whoever put it there. */
export const rolePolicies: NoiseRule = {
  name: "role-policies",
  why: "a role repeats the policies that are resources of their own",
  explains({ type, path, after, resource }, state) {
    if (type !== "aws_iam_role" || !Array.isArray(after)) return false;
    const role = resource.change.after?.["name"];
    if (path === "inline_policy") return after.every((policy) => isInline(policy as Inline, role, state));
    return path === "managed_policy_arns" && after.every((arn) => isAttached(arn, role, state));
  },
};

interface Inline {
  readonly name: string;
  readonly policy: string;
}

const isInline = ({ name, policy }: Inline, role: unknown, state: StateView): boolean =>
  state
    .ofType("aws_iam_role_policy")
    .some(({ values: v }) => v["role"] === role && v["name"] === name && sameDocument(v["policy"], policy));

const isAttached = (arn: unknown, role: unknown, state: StateView): boolean =>
  state.ofType("aws_iam_role_policy_attachment").some(({ values: v }) => v["role"] === role && v["policy_arn"] === arn);

function sameDocument(a: unknown, b: unknown): boolean {
  try {
    return isDeepStrictEqual(JSON.parse(String(a)), JSON.parse(String(b)));
  } catch {
    return false;
  }
}

/** How often a policy is attached: as often as the states attach it. */
export const attachmentCount: NoiseRule = {
  name: "attachment-count",
  why: "a policy counts its attachments, and each of them is a resource of its own",
  explains: ({ type, path, after, resource }, state) =>
    type === "aws_iam_policy" &&
    path === "attachment_count" &&
    after === attachmentsOf(resource.change.after?.["arn"], state),
};

const attachmentsOf = (arn: unknown, state: StateView): number =>
  ["aws_iam_role_policy_attachment", "aws_iam_user_policy_attachment", "aws_iam_group_policy_attachment"]
    .flatMap((type) => state.ofType(type))
    .filter(({ values }) => values["policy_arn"] === arn).length;
