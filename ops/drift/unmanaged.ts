import type { Found } from "../probes/inventory/found.ts";
import type { Difference } from "./finding.ts";

/**
 * What no state has, as a difference.
 *
 * @param remove command that takes it away. @default - there is none
 */
export const unmanagedOf = ({ type, id, name, ours, detail, region }: Found, remove?: string): Difference => ({
  kind: "unmanaged",
  type,
  resource: id,
  ...(region === undefined ? {} : { region }),
  ...(name === id ? {} : { name }),
  attribute: "(all)",
  before: "none",
  after: "there",
  ours,
  ...(detail === undefined ? {} : { detail }),
  ...(remove === undefined ? {} : { remove }),
});

/** An attribute in which a resource repeats what hangs on it. */
interface Repeats {
  readonly type: string;
  readonly attribute: string;
  /** Type of what hangs on it. */
  readonly hanging: string;
}

const repeated: readonly Repeats[] = [
  { type: "aws_security_group", attribute: "ingress", hanging: "aws_vpc_security_group_ingress_rule" },
  { type: "aws_security_group", attribute: "egress", hanging: "aws_vpc_security_group_egress_rule" },
  { type: "aws_iam_role", attribute: "inline_policy", hanging: "aws_iam_role_policy" },
  { type: "aws_iam_role", attribute: "managed_policy_arns", hanging: "aws_iam_role_policy_attachment" },
  { type: "aws_iam_policy", attribute: "attachment_count", hanging: "aws_iam_role_policy_attachment" },
];

/** Leaves out what a resource only repeats of something unmanaged that hangs on it: that is told already, and better. */
export const toldOnce = (changed: readonly Difference[], found: readonly Found[]): readonly Difference[] =>
  changed.filter(
    (d) =>
      !repeated.some(
        (r) =>
          r.type === d.type &&
          r.attribute === d.attribute.split(/[.[]/)[0] &&
          found.some((f) => f.type === r.hanging && hangsOn(f, d)),
      ),
  );

/** The id of what hangs names what it hangs on, or CloudTrail files it there. */
function hangsOn({ id, under = "" }: Found, { resource }: Difference): boolean {
  const end = /[^/:]+$/.exec(resource)?.[0] ?? resource;
  return under === resource || under === end || id.includes(resource) || id.split(/[/:]/).includes(end);
}
