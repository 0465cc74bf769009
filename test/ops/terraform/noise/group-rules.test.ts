import { describe, expect, it, test } from "vitest";
import { groupRules } from "../../../../ops/terraform/noise/group-rules.ts";
import { heldResource } from "../../../support/plans.ts";
import { unexplainedBy } from "./explained.ts";

const group = "sg-1";
const own = (values: Record<string, unknown>, direction = "ingress", of = group) =>
  heldResource(`aws_vpc_security_group_${direction}_rule.r`, {
    security_group_id: of,
    ip_protocol: "tcp",
    from_port: 443,
    to_port: 443,
    cidr_ipv4: "10.0.0.0/16",
    ...values,
  });

const inline = (values: Record<string, unknown> = {}) => ({
  protocol: "tcp",
  from_port: 443,
  to_port: 443,
  cidr_blocks: ["10.0.0.0/16"],
  ipv6_cidr_blocks: [],
  prefix_list_ids: [],
  security_groups: [],
  self: false,
  description: "",
  ...values,
});

const left = (held: ReturnType<typeof own>[], after: unknown[], path = "ingress", before: unknown[] = []) =>
  unexplainedBy(groupRules, {
    address: "aws_security_group.g",
    before: { id: group, [path]: before },
    after: { id: group, [path]: after },
    held,
  });

describe("rules that a group repeats", () => {
  it.each([
    ["a network", [own({})], [inline()]],
    [
      "two networks in one entry",
      [own({}), own({ cidr_ipv4: "10.1.0.0/16" })],
      [inline({ cidr_blocks: ["10.0.0.0/16", "10.1.0.0/16"] })],
    ],
    [
      "IPv6",
      [own({ cidr_ipv4: null, cidr_ipv6: "::/0" })],
      [inline({ cidr_blocks: null, ipv6_cidr_blocks: ["::/0"] })],
    ],
    [
      "a prefix list",
      [own({ cidr_ipv4: "", prefix_list_id: "pl-1" })],
      [inline({ cidr_blocks: [], prefix_list_ids: ["pl-1"] })],
    ],
    [
      "another group",
      [own({ cidr_ipv4: null, referenced_security_group_id: "sg-2" })],
      [inline({ cidr_blocks: [], security_groups: ["sg-2"] })],
    ],
    [
      "the group itself",
      [own({ cidr_ipv4: null, referenced_security_group_id: group })],
      [inline({ cidr_blocks: [], self: true })],
    ],
    [
      "every protocol, whose ports mean nothing",
      [own({ ip_protocol: "-1", from_port: null, to_port: null })],
      [inline({ protocol: "-1", from_port: 0, to_port: 0 })],
    ],
    ["another description", [own({})], [inline({ description: "by hand" })]],
    ["none, where its rule is gone and told as deleted", [], []],
  ])("are explained: %s", (_, held, after) =>
    expect(left(held, after, "ingress", [inline({ from_port: 1 })])).toEqual([]),
  );

  test.each([
    ["an intruder's rule beside ours", [inline(), inline({ from_port: 22, to_port: 22, cidr_blocks: ["0.0.0.0/0"] })]],
    ["an intruder's network in our entry", [inline({ cidr_blocks: ["10.0.0.0/16", "0.0.0.0/0"] })]],
    ["a wider network", [inline({ cidr_blocks: ["10.0.0.0/8"] })]],
    ["more ports", [inline({ from_port: 0 })]],
    ["another protocol", [inline({ protocol: "udp" })]],
    ["all protocols", [inline({ protocol: "-1" })]],
    ["the same ports from IPv6", [inline({ ipv6_cidr_blocks: ["::/0"] })]],
    ["another group's members", [inline({ security_groups: ["sg-9"] })]],
    ["its own members", [inline({ self: true })]],
    ["an entry that names nobody", [inline(), inline({ cidr_blocks: [] })]],
  ])("are a change with %s", (_, after) => expect(left([own({})], after)).toEqual(["ingress"]));

  test("a rule of another group explains nothing", () =>
    expect(left([own({}, "ingress", "sg-2")], [inline()])).toEqual(["ingress"]));

  test("a rule inwards explains none outwards", () => {
    expect(left([own({})], [inline()], "egress")).toEqual(["egress"]);
    expect(left([own({}, "egress")], [inline()], "egress")).toEqual([]);
  });

  test("other attributes of a group are not its business", () =>
    expect(
      unexplainedBy(groupRules, {
        address: "aws_security_group.g",
        before: { id: group, name: "g" },
        after: { id: group, name: "h" },
      }),
    ).toEqual(["name"]));
});
