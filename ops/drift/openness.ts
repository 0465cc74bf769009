import { worldRanges } from "../../contracts/cidr.ts";
import type { Difference } from "./finding.ts";
import { isWider, type Way } from "./wider.ts";

/**
 * How far a difference opens something, the widest first: to whoever calls, to whoever has an account of AWS, to more than
 * before, more to a role of ours, outwards to the world, outwards to more than before, not at all.
 */
export const opennesses = ["world", "public", "wider", "grants", "outwards", "wider outwards", "none"] as const;
/** One of {@link opennesses}. */
export type Openness = (typeof opennesses)[number];

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

/** Policies that nobody manages, on a role that we do: whatever they say, its holder may do it now. */
const ofRoles: ReadonlySet<string> = new Set(["aws_iam_role_policy", "aws_iam_role_policy_attachment"]);

/** How far this difference opens what it is about. */
export function opennessOf(d: Difference): Openness {
  if (reachesTheWorld(d, "ingress")) return "world";
  if (isPublic(d)) return "public";
  if (isWider(d, "ingress")) return "wider";
  if (d.kind === "unmanaged" && ofRoles.has(d.type)) return "grants";
  if (reachesTheWorld(d, "egress")) return "outwards";
  return isWider(d, "egress") ? "wider outwards" : "none";
}

const gains = ([before, now]: Told, count: (text: string) => number): boolean => count(now) > count(before);

const reachesTheWorld = (d: Difference, way: Way): boolean => gains(toldOf(d, way), (t) => worldRanges(t).length);

function isPublic(d: Difference): boolean {
  const guard = guards[d.attribute.split(".").at(-1) ?? ""];
  const unguarded = d.kind === "deleted" && d.type.endsWith("_public_access_block");
  return (
    gains(toldOf(d, "ingress"), (text) => text.match(everybody)?.length ?? 0) ||
    assumedByEverybody.test(d.detail ?? "") ||
    unguarded ||
    (guard !== undefined && guard === d.after)
  );
}

type Told = readonly [before: string, now: string];

/**
 * What is told of one way; what does not say that it is the way out is the way in. Of a group that no state has the rules
 * of both stand in one text, and nearly every one lets everything out.
 */
function toldOf(d: Difference, way: Way): Told {
  const isTold = (text: string): boolean => /egress/.test(`${d.type} ${text}`) === (way === "egress");
  if (d.kind === "unmanaged") return ["", (d.detail ?? "").split("; ").filter(isTold).join("; ")];
  return isTold(d.attribute) ? [d.before, d.after] : ["", ""];
}
