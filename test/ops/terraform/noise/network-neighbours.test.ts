import { describe, expect, it, test } from "vitest";
import {
  addressInUse,
  balancersOfTargetGroup,
  routes,
  subnetsOfDefaultAcl,
} from "../../../../ops/terraform/noise/network-neighbours.ts";
import type { NoiseRule } from "../../../../ops/terraform/noise/rule.ts";
import { heldResource } from "../../../support/plans.ts";
import { unexplainedBy } from "./explained.ts";

type Values = Record<string, unknown>;

/** Paths left where one attribute went from one value to another. */
const left = (
  rule: NoiseRule,
  address: string,
  same: Values,
  attribute: string,
  [before, after]: [unknown, unknown],
  held: ReturnType<typeof heldResource>[],
) =>
  unexplainedBy(rule, {
    address,
    before: { ...same, [attribute]: before },
    after: { ...same, [attribute]: after },
    held,
  });

describe("routes that a table repeats", () => {
  const table = { id: "rtb-1" };
  const own = (values: Values) =>
    heldResource("aws_route.r", {
      route_table_id: "rtb-1",
      destination_cidr_block: "0.0.0.0/0",
      nat_gateway_id: "nat-1",
      ...values,
    });
  const inline = (values: Values = {}) => ({
    cidr_block: "0.0.0.0/0",
    nat_gateway_id: "nat-1",
    gateway_id: "",
    ...values,
  });
  const of = (after: unknown[], held = [own({})]) =>
    left(routes, "aws_route_table.t", table, "route", [[], after], held);

  it("explains those of the states", () => {
    expect(of([inline()])).toEqual([]);
    const six = { destination_cidr_block: "", destination_ipv6_cidr_block: "::/0" };
    expect(of([inline({ cidr_block: "", ipv6_cidr_block: "::/0" })], [own(six)])).toEqual([]);
  });

  test.each([
    ["the same destination by another way", [inline({ nat_gateway_id: "", gateway_id: "igw-1" })]],
    ["the same by another gateway of the kind", [inline({ nat_gateway_id: "nat-2" })]],
    ["another destination", [inline({ cidr_block: "10.9.0.0/16" })]],
    [
      "one beside ours",
      [inline(), inline({ cidr_block: "10.9.0.0/16", nat_gateway_id: "", vpc_peering_connection_id: "pcx-1" })],
    ],
  ])("%s is a change", (_, after) => expect(of(after)).toEqual(["route"]));

  test("another table's route explains nothing", () =>
    expect(of([inline()], [own({ route_table_id: "rtb-2" })])).toEqual(["route"]));
});

describe("subnets of the default ACL", () => {
  const held = [heldResource("aws_network_acl.a", { subnet_ids: ["s-1", "s-2"] })];
  const of = (before: string[], after: string[]) =>
    left(subnetsOfDefaultAcl, "aws_default_network_acl.d", {}, "subnet_ids", [before, after], held);

  it("may leave it for one of ours", () => expect(of(["s-1", "s-2", "s-3"], ["s-3"])).toEqual([]));

  test.each([
    ["one that left for nobody's", ["s-1", "s-3"], []],
    ["one that came back", ["s-3"], ["s-3", "s-1"]],
    ["one that came while ours left", ["s-1"], ["s-4"]],
    ["one that is told once less", ["s-3", "s-3"], ["s-3"]],
  ])("%s is a change", (_, before, after) => expect(of(before, after)).not.toEqual([]));
});

describe("balancers of a target group", () => {
  const held = [heldResource("aws_lb.b", { arn: "arn:ours" })];
  const of = (after: string[]) =>
    left(balancersOfTargetGroup, "aws_lb_target_group.t", {}, "load_balancer_arns", [[], after], held);

  it("are explained where a state has them", () => expect(of(["arn:ours"])).toEqual([]));
  test("a foreign one is a change", () => expect(of(["arn:ours", "arn:foreign"])).toEqual(["load_balancer_arns"]));
});

describe("an address in use", () => {
  const gateway = {
    allocation_id: "eipalloc-1",
    association_id: "eipassoc-1",
    network_interface_id: "eni-1",
    private_ip: "10.0.0.9",
  };
  const held = [heldResource("aws_nat_gateway.n", gateway)];
  const of = (attribute: string, after: unknown, id = "eipalloc-1") =>
    left(addressInUse, "aws_eip.e", { id }, attribute, ["", after], held);

  it.each([
    ["association_id", "eipassoc-1"],
    ["network_interface", "eni-1"],
    ["private_ip", "10.0.0.9"],
    ["private_dns", "ip-10-0-0-9.eu-west-1.compute.internal"],
  ])("tells of its gateway: %s", (attribute, after) => expect(of(attribute, after)).toEqual([]));

  test.each([
    ["association_id", "eipassoc-9"],
    ["network_interface", "eni-9"],
    ["private_ip", "10.0.0.99"],
    ["private_dns", "ip-10-0-0-99.eu-west-1.compute.internal"],
    ["instance", "i-1"],
    ["public_ip", "198.51.100.1"],
  ])("what its gateway does not hold is a change: %s", (attribute, after) =>
    expect(of(attribute, after)).toEqual([attribute]),
  );

  test("an address of no gateway of ours is held by somebody else", () =>
    expect(of("association_id", "eipassoc-1", "eipalloc-2")).toEqual(["association_id"]));
});
