import type { HeldResource, NoiseRule } from "./rule.ts";

/** Where a route may lead, as `aws_route_table` and `aws_route` both spell it. */
const targets = [
  "carrier_gateway_id",
  "core_network_arn",
  "egress_only_gateway_id",
  "gateway_id",
  "local_gateway_id",
  "nat_gateway_id",
  "network_interface_id",
  "transit_gateway_id",
  "vpc_endpoint_id",
  "vpc_peering_connection_id",
] as const;

type Values = Readonly<Record<string, unknown>>;

/** What a route table repeats of its routes. */
export const routes: NoiseRule = {
  name: "routes",
  why: "a route table repeats the routes that are resources of their own",
  explains({ type, path, after, resource }, state) {
    if (type !== "aws_route_table" || path !== "route" || !Array.isArray(after)) return false;
    const own = state
      .ofType("aws_route")
      .filter(({ values: v }) => v["route_table_id"] === resource.change.after?.["id"]);
    return after.every((route) => own.some((known) => sameRoute(known, route as Values)));
  },
};

const sameRoute = ({ values: known }: HeldResource, inline: Values): boolean =>
  (known["destination_cidr_block"] || known["destination_ipv6_cidr_block"] || known["destination_prefix_list_id"]) ===
    (inline["cidr_block"] || inline["ipv6_cidr_block"] || inline["destination_prefix_list_id"]) &&
  targets.every((target) => (known[target] || "") === (inline[target] || ""));

/** Subnets leave the default network ACL when one of ours takes them. */
export const subnetsOfDefaultAcl: NoiseRule = {
  name: "subnets-of-default-acl",
  why: "subnets leave the default network ACL when one of the states takes them",
  explains({ type, path, before, after }, state) {
    if (type !== "aws_default_network_acl" || path !== "subnet_ids") return false;
    if (!Array.isArray(before) || !Array.isArray(after)) return false;
    const taken = state.ofType("aws_network_acl").flatMap(({ values }) => values["subnet_ids"]);
    const left = before.filter((subnet) => !after.includes(subnet));
    const nobodyCame = after.every((subnet) => before.includes(subnet));
    return nobodyCame && left.length > 0 && left.every((subnet) => taken.includes(subnet));
  },
};

/** A target group tells which load balancers lead to it. */
export const balancersOfTargetGroup: NoiseRule = {
  name: "balancers-of-target-group",
  why: "a target group tells the load balancers whose listeners of the states lead to it",
  explains({ type, path, after }, state) {
    if (type !== "aws_lb_target_group" || path !== "load_balancer_arns" || !Array.isArray(after)) return false;
    const known = state.ofType("aws_lb").map(({ values }) => values["arn"]);
    return after.every((arn) => known.includes(arn));
  },
};

/** What an address repeats of whoever holds it, and the same of a NAT gateway. */
const ofHolder: Readonly<Record<string, string>> = {
  association_id: "association_id",
  network_interface: "network_interface_id",
  private_ip: "private_ip",
};

/** An address tells the NAT gateway that holds it. */
export const addressInUse: NoiseRule = {
  name: "address-in-use",
  why: "an address tells which NAT gateway of the states holds it",
  explains({ type, path, after, resource }, state) {
    if (type !== "aws_eip") return false;
    const holder = state
      .ofType("aws_nat_gateway")
      .find(({ values }) => values["allocation_id"] === resource.change.after?.["id"]);
    if (holder === undefined) return false;
    const told = ofHolder[path];
    if (told !== undefined) return holder.values[told] === after;
    // AWS makes the name of the private address.
    const dashed = String(holder.values["private_ip"]).replaceAll(".", "-");
    return path === "private_dns" && typeof after === "string" && after.startsWith(`ip-${dashed}.`);
  },
};
