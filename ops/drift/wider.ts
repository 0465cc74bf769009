import { BlockList, isIP, isIPv4 } from "node:net";
import type { Difference } from "./finding.ts";

/** A way through a security group. */
export type Way = "ingress" | "egress";

const ofGroups = /^aws_(?:default_)?security_group$|^aws_vpc_security_group_(?:in|e)gress_rule$/;

/**
 * Whether a security group lets through this way what it did not before: other peers, other ports, another protocol. A rule
 * that nobody manages does. What is not applied, or gone, does not.
 *
 * A difference is one attribute, so that a number alone does not tell that it is a type of ICMP; and two ranges that became
 * the one that holds both are taken for more.
 */
export function isWider(d: Difference, way: Way): boolean {
  if (!ofGroups.test(d.type)) return false;
  if (d.kind === "unmanaged") return `${d.type} ${d.detail ?? ""}`.includes(way);
  if (d.kind !== "changed") return false;
  const [first = "", name = first] = d.attribute.replaceAll(/\[[^\]]*\]/g, "").split(".");
  // A rule has its attributes at the top, a group below the way. What a tag is called says nothing.
  const judge = d.type.includes(way) ? judges[d.attribute] : first === way ? judges[name] : undefined;
  return judge?.(parsed(d.before), parsed(d.after)) ?? false;
}

/** Whether the value of an attribute lets through what an earlier one did not. */
type Judge = (before: unknown, after: unknown) => boolean;

const otherPeers: Judge = (before, after) =>
  listOf(after).some((peer) => !listOf(before).some((known) => isWithin(textOf(peer), textOf(known))));

const otherFlows: Judge = (before, after) => {
  const known = flowsOf(before);
  return flowsOf(after).some((flow) => !known.some((k) => isLetBy(flow, k)));
};

const otherProtocol: Judge = (before) => before !== every;

/** Nothing, and -1, is every port. */
const lowerFrom: Judge = (before, after) => numberOf(after ?? -1) < numberOf(before ?? -1);

/** Beside all protocols a group writes 0. */
const higherTo: Judge = (before, after) => {
  const top = (port: unknown): number => (numberOf(port ?? 0) > 0 ? numberOf(port) : Number.POSITIVE_INFINITY);
  return top(after) > top(before);
};

/** By the attribute of a rule, or the list of them that a group has. */
const judges: Readonly<Record<string, Judge>> = {
  ingress: otherFlows,
  egress: otherFlows,
  cidr_ipv4: otherPeers,
  cidr_ipv6: otherPeers,
  cidr_blocks: otherPeers,
  ipv6_cidr_blocks: otherPeers,
  prefix_list_id: otherPeers,
  prefix_list_ids: otherPeers,
  referenced_security_group_id: otherPeers,
  security_groups: otherPeers,
  self: (_, after) => after === true,
  protocol: otherProtocol,
  ip_protocol: otherProtocol,
  from_port: lowerFrom,
  to_port: higherTo,
};

/** Every protocol, as AWS spells it. */
const every = "-1";

/** What a rule inside a group lets through, from or to one peer. */
interface Flow {
  readonly protocol: string;
  readonly from: number;
  readonly to: number;
  readonly peer: string;
}

const flowsOf = (rules: unknown): Flow[] =>
  listOf(rules).flatMap((rule) => {
    const { protocol, from_port, to_port, self, ...lists } = { ...(rule as Readonly<Record<string, unknown>>) };
    const { cidr_blocks, ipv6_cidr_blocks, prefix_list_ids, security_groups } = lists;
    const peers = [cidr_blocks, ipv6_cidr_blocks, prefix_list_ids, security_groups, self === true ? "self" : undefined];
    const traffic = { protocol: textOf(protocol), from: numberOf(from_port), to: numberOf(to_port) };
    return peers.flatMap(listOf).map((peer) => ({ ...traffic, peer: textOf(peer) }));
  });

function isLetBy(flow: Flow, known: Flow): boolean {
  if (!isWithin(flow.peer, known.peer)) return false;
  if (known.protocol === every) return true;
  // Of ICMP the first number is a type, and lies between no others; -1 is all of them.
  const same = known.protocol.startsWith("icmp")
    ? known.from === -1 || known.from === flow.from
    : known.from <= flow.from && known.to >= flow.to;
  return flow.protocol === known.protocol && same;
}

/** Whether a peer is another, or every address of its range lies in that of the other. */
function isWithin(peer: string, other: string): boolean {
  if (peer === other) return true;
  const [inner, outer] = [rangeOf(peer), rangeOf(other)];
  if (inner === undefined || outer === undefined || inner.bits < outer.bits) return false;
  const block = new BlockList();
  block.addSubnet(outer.base, outer.bits, outer.family);
  return block.check(inner.base, inner.family);
}

/** The range of addresses that a peer is; undefined of a group, a prefix list, and what cannot be read. */
function rangeOf(peer: string): { base: string; bits: number; family: "ipv4" | "ipv6" } | undefined {
  const [base = "", length = ""] = peer.split("/");
  const family = isIPv4(base) ? "ipv4" : "ipv6";
  const valid = isIP(base) !== 0 && /^\d+$/.test(length) && Number(length) <= (family === "ipv4" ? 32 : 128);
  return valid ? { base, bits: Number(length), family } : undefined;
}

/** As text; of what should be text and is not, its JSON: not every object can be made a string. */
const textOf = (value: unknown): string => (typeof value === "string" ? value : (JSON.stringify(value) ?? ""));

/** As a number; NaN, which is neither higher nor lower than any, of what is none. */
const numberOf = (value: unknown): number =>
  typeof value === "number" || typeof value === "string" ? Number(value) : Number.NaN;

/** One, several or none. */
const listOf = (value: unknown): readonly unknown[] => [value ?? []].flat();

/** A value written as JSON, also where that is a string of JSON itself; undefined of a word of ours. */
function parsed(text: string): unknown {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === "string" && /^\s*[[{]/.test(value) ? parsed(value) : value;
  } catch {
    return undefined;
  }
}
