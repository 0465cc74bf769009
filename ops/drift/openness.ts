import { worldRanges } from "../../contracts/cidr.ts";
import type { Difference } from "./finding.ts";

/** How far a difference opens something: 3 to whoever calls, 2 to whoever has an account of AWS, 1 outwards, 0 not at all. */
export type Openness = 0 | 1 | 2 | 3;

/** A statement for everybody, in JSON or in a string of JSON. */
const everybody = /Principal\\*":(?:\{\\*"AWS\\*":)?\[?\\*"\*/g;

/** What is told of a role that everybody may take on (ops/probes/inventory/iam-roles.ts). */
const assumedByEverybody = /^(?:.*, )?\*(?:, .*)? may assume it/;

/** What keeps the public out, and the value that does not any more. */
const guards: Readonly<Record<string, string>> = {
  block_public_acls: "false",
  block_public_policy: "false",
  ignore_public_acls: "false",
  restrict_public_buckets: "false",
  internal: "false",
  publicly_accessible: "true",
};

/** How far this difference opens what it is about. */
export function opennessOf(d: Difference): Openness {
  const now = d.kind === "unmanaged" ? `${d.detail ?? ""} ${d.after}` : d.after;
  const gains = (count: (text: string) => number): boolean => count(now) > count(d.before);
  const outwards = /egress/.test(`${d.type} ${d.attribute} ${d.detail ?? ""}`);
  if (gains((text) => worldRanges(text).length)) return outwards ? 1 : 3;
  const guard = guards[d.attribute.split(".").at(-1) ?? ""];
  const unguarded = d.kind === "deleted" && d.type.endsWith("_public_access_block");
  const toWhoeverHasAnAccount =
    gains((text) => text.match(everybody)?.length ?? 0) ||
    assumedByEverybody.test(d.detail ?? "") ||
    unguarded ||
    (guard !== undefined && guard === d.after);
  return toWhoeverHasAnAccount ? 2 : 0;
}
