import type { NoiseRule } from "./rule.ts";

/** Attributes by which AWS only counts or dates the changes of a resource. */
const kept: readonly { readonly type: string; readonly attribute: string }[] = [
  { type: "aws_backup_plan", attribute: "version" },
  { type: "aws_lambda_function", attribute: "last_modified" },
  { type: "aws_msk_cluster", attribute: "current_version" },
  { type: "aws_sfn_state_machine", attribute: "revision_id" },
  { type: "aws_ssm_parameter", attribute: "version" },
  { type: "aws_wafv2_web_acl", attribute: "lock_token" },
];

/** When, or how often, a resource was changed. A change that was undone leaves it as well. */
export const bookkeeping: NoiseRule = {
  name: "bookkeeping",
  why: "AWS counts or dates the changes of the resource, and what was changed shows in what it is",
  explains: ({ type, path }) => kept.some((k) => k.type === type && k.attribute === path),
};
