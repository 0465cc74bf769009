import type { HeldResource, NoiseRule } from "./rule.ts";

/** What a security group repeats of its rules. One that no state has is drift: somebody has opened the group. */
export const groupRules: NoiseRule = {
  name: "group-rules",
  why: "a security group repeats the rules that are resources of their own",
  explains({ type, path, after, resource }, state) {
    if (type !== "aws_security_group" || (path !== "ingress" && path !== "egress") || !Array.isArray(after))
      return false;
    const group = resource.change.after?.["id"];
    const own = state
      .ofType(`aws_vpc_security_group_${path}_rule`)
      .filter(({ values }) => values["security_group_id"] === group)
      .map((rule) => atomOf(rule, group));
    return after.map((rule) => atomsOf(rule as Inline)).every((atoms) => isAmong(atoms, own));
  },
};

/** A rule as a group tells it: one entry for several peers. */
interface Inline {
  readonly protocol: string;
  readonly from_port: number;
  readonly to_port: number;
  readonly cidr_blocks: readonly string[] | null;
  readonly ipv6_cidr_blocks: readonly string[] | null;
  readonly prefix_list_ids: readonly string[] | null;
  readonly security_groups: readonly string[] | null;
  readonly self: boolean;
}

/** An entry without a peer is none of ours. */
const isAmong = (atoms: readonly string[], own: readonly string[]): boolean =>
  atoms.length > 0 && atoms.every((atom) => own.includes(atom));

/** Protocol, ports and peer of one rule with one peer. The description opens nothing. */
const atom = (protocol: unknown, from: unknown, to: unknown, peer: unknown): string => {
  const every = protocol === "-1";
  return [protocol, every ? 0 : from, every ? 0 : to, peer].join(" ");
};

function atomsOf(r: Inline): string[] {
  const lists = [r.cidr_blocks, r.ipv6_cidr_blocks, r.prefix_list_ids, r.security_groups];
  const peers = [...lists.flatMap((list) => list ?? []), ...(r.self ? ["self"] : [])];
  return peers.map((peer) => atom(r.protocol, r.from_port, r.to_port, peer));
}

function atomOf({ values: v }: HeldResource, group: unknown): string {
  const referenced = v["referenced_security_group_id"];
  const peer = v["cidr_ipv4"] || v["cidr_ipv6"] || v["prefix_list_id"] || (referenced === group ? "self" : referenced);
  return atom(v["ip_protocol"], v["from_port"], v["to_port"], peer);
}
