import { describe, expect, it } from "vitest";
import { isWider } from "../../../ops/drift/wider.ts";
import fc from "../../support/properties.ts";
import { difference, rule, unmanaged } from "./findings.ts";

const ruleType = "aws_vpc_security_group_ingress_rule";
type Row = readonly [attribute: string, before: unknown, after: unknown];

const ruleWider: readonly Row[] = [
  ["cidr_ipv4", "10.0.0.0/16", "203.0.113.0/24"],
  ["cidr_ipv4", "10.0.0.0/16", "10.0.0.0/15"],
  ["cidr_ipv4", "10.0.0.0/16", "10.1.0.0/16"],
  ["cidr_ipv4", null, "10.0.0.0/16"],
  ["cidr_ipv4", "10.0.0.0/16", "10.0.0.0/70"],
  ["cidr_ipv6", "2001:db8::/32", "2001:db9::/48"],
  ["from_port", 443, 0],
  ["from_port", 443, null],
  ["from_port", 443, -1],
  ["to_port", 443, 65_535],
  ["to_port", 443, null],
  ["to_port", 8, -1],
  ["ip_protocol", "tcp", "-1"],
  ["ip_protocol", "tcp", "udp"],
  ["referenced_security_group_id", "sg-1", "sg-2"],
  ["referenced_security_group_id", null, "sg-2"],
  ["prefix_list_id", "pl-1", "pl-2"],
];
const ruleNot: readonly Row[] = [
  ["cidr_ipv4", "10.0.0.0/16", "10.0.128.0/17"],
  ["cidr_ipv4", "10.0.0.0/16", "10.0.3.7/32"],
  ["cidr_ipv4", "0.0.0.0/0", "203.0.113.0/24"],
  ["cidr_ipv4", "10.0.0.0/16", null],
  ["cidr_ipv6", "::/0", "2001:db8::/32"],
  ["cidr_ipv6", "2001:db8::/32", "2001:db8:1::/48"],
  ["from_port", 0, 443],
  ["from_port", null, 443],
  ["from_port", -1, 0],
  ["to_port", 65_535, 443],
  ["to_port", null, 443],
  ["ip_protocol", "-1", "tcp"],
  ["referenced_security_group_id", "sg-1", null],
  ["description", "a", "b"],
  ["tags.protocol", "a", "b"],
];

const inlineWider: readonly Row[] = [
  ["ingress", [], [rule(22, "203.0.113.7/32")]],
  ["ingress", [rule(443, "0.0.0.0/0")], [rule(443, "0.0.0.0/0"), rule(22, "10.0.0.0/16")]],
  [
    "ingress",
    [rule(443, "0.0.0.0/0"), rule(22, "10.0.0.0/8")],
    [{ ...rule(443, "0.0.0.0/0"), from_port: 0, to_port: 65_535 }],
  ],
  ["ingress", [rule(443, "10.0.0.0/8"), rule(22)], [{ ...rule(0, "10.0.0.0/8"), protocol: "-1" }]],
  ["ingress", [rule(443, "10.0.0.0/8"), rule(22)], [{ ...rule(443, "10.0.0.0/8"), protocol: "udp" }]],
  ["ingress", [rule(443, "10.0.0.0/8")], [rule(443, "10.0.0.0/8"), { ...rule(443), self: true }]],
  ["ingress", [rule(443, "10.0.0.0/8")], [rule(443, "10.0.0.0/8"), { ...rule(443), security_groups: ["sg-2"] }]],
  ["ingress", [rule(443, "10.0.0.0/8")], [rule(443, "10.0.0.0/8"), { ...rule(443), prefix_list_ids: ["pl-2"] }]],
  ["ingress", null, [{ ...rule(443), ipv6_cidr_blocks: ["fd00::/16"] }]],
  [
    "ingress",
    [{ ...rule(3, "10.0.0.0/8"), protocol: "icmp", to_port: -1 }],
    [rule(22, "10.0.0.0/8"), { ...rule(8, "10.0.0.0/8"), protocol: "icmp", to_port: -1 }],
  ],
  ["ingress[0].cidr_blocks", ["10.0.0.0/16"], ["10.0.0.0/16", "10.1.0.0/16"]],
  ["ingress[0].cidr_blocks[0]", "10.0.0.0/16", "10.0.0.0/12"],
  ["ingress[0].ipv6_cidr_blocks", [], ["fd00::/16"]],
  ["ingress[0].security_groups", ["sg-1"], ["sg-1", "sg-2"]],
  ["ingress[0].prefix_list_ids", [], ["pl-1"]],
  ["ingress[0].self", false, true],
  ["ingress[0].protocol", "tcp", "-1"],
  ["ingress[0].from_port", 443, 80],
  ["ingress[1].to_port", 443, 8443],
];
const inlineNot: readonly Row[] = [
  ["ingress", [rule(22, "10.0.0.0/16")], []],
  ["ingress", [rule(22, "10.0.0.0/16"), rule(443, "0.0.0.0/0")], [rule(443, "10.0.0.0/8")]],
  ["ingress", [rule(22, "10.0.0.0/16", "10.1.0.0/16")], [rule(22, "10.1.0.0/16"), rule(22, "10.0.0.0/16")]],
  [
    "ingress",
    [{ ...rule(0, "10.0.0.0/8"), protocol: "-1" }],
    [rule(443, "10.0.0.0/8"), { ...rule(53, "10.0.0.0/8"), protocol: "udp" }],
  ],
  [
    "ingress",
    [{ ...rule(-1, "10.0.0.0/8"), protocol: "icmp" }, rule(22)],
    [{ ...rule(8, "10.0.0.0/8"), protocol: "icmp" }],
  ],
  ["ingress[0].cidr_blocks", ["10.0.0.0/16", "10.1.0.0/16"], ["10.1.0.0/16"]],
  ["ingress[0].security_groups", ["sg-1", "sg-2"], ["sg-2"]],
  ["ingress[0].self", true, false],
  // From all protocols, beside which a group writes 0, to port 443 alone.
  ["ingress[0].protocol", "-1", "tcp"],
  ["ingress[0].from_port", 0, 443],
  ["ingress[0].to_port", 0, 443],
  ["ingress[0].description", "a", "b"],
  ["name", "a", "b"],
  ["tags.ingress", "a", "b"],
];

const changed = (type: string, [attribute, before, after]: Row) =>
  difference({ type, attribute, before: JSON.stringify(before), after: JSON.stringify(after) });

describe("wider", () => {
  it.each(ruleWider)("a rule whose %s goes from %j to %j", (...row) =>
    expect(isWider(changed(ruleType, row), "ingress")).toBe(true),
  );
  it.each(ruleNot)("not a rule whose %s goes from %j to %j", (...row) =>
    expect(isWider(changed(ruleType, row), "ingress")).toBe(false),
  );
  it.each(inlineWider)("a group whose %s goes from %j to %j", (...row) => {
    expect(isWider(changed("aws_security_group", row), "ingress")).toBe(true);
    expect(isWider(changed("aws_default_security_group", row), "ingress")).toBe(true);
  });
  it.each(inlineNot)("not a group whose %s goes from %j to %j", (...row) =>
    expect(isWider(changed("aws_security_group", row), "ingress")).toBe(false),
  );

  it("is judged for each way alone", () => {
    for (const [attribute, ...values] of inlineWider) {
      const out = changed("aws_security_group", [attribute.replace("ingress", "egress"), ...values]);
      expect([isWider(out, "egress"), isWider(out, "ingress")]).toEqual([true, false]);
    }
    const out = changed("aws_vpc_security_group_egress_rule", ["to_port", 443, 8443]);
    expect([isWider(out, "egress"), isWider(out, "ingress")]).toEqual([true, false]);
  });

  it.each([...inlineWider, ...inlineNot])(
    "a string of JSON is looked into: %s from %j to %j",
    (attribute, ...values) => {
      const [before, after] = values.map((v) => (typeof v === "object" && v !== null ? JSON.stringify(v) : v));
      const plain = isWider(changed("aws_security_group", [attribute, ...values]), "ingress");
      expect(isWider(changed("aws_security_group", [attribute, before, after]), "ingress")).toBe(plain);
    },
  );

  it("is a rule that nobody manages, and a group with one", () => {
    const stranger = unmanaged(ruleType, "sgr-1", { detail: "ingress tcp 22 from 203.0.113.7/32" });
    expect([isWider(stranger, "ingress"), isWider(stranger, "egress")]).toEqual([true, false]);
    const group = (detail: string) => unmanaged("aws_security_group", "sg-1", { detail });
    expect(isWider(group("egress all traffic to 0.0.0.0/0; ingress tcp 22 from sg-2"), "ingress")).toBe(true);
    expect(isWider(group("egress all traffic to 10.0.0.0/8"), "ingress")).toBe(false);
    expect(isWider(group("egress all traffic to 10.0.0.0/8"), "egress")).toBe(true);
    expect(isWider(unmanaged("aws_security_group", "sg-1"), "ingress")).toBe(false);
  });

  it("is not what is gone, what nobody has applied, or what is of another type", () => {
    const more = changed(ruleType, ["to_port", 443, 65_535]);
    expect(isWider({ ...more, kind: "undeployed" }, "ingress")).toBe(false);
    const gone = { kind: "deleted", attribute: "(all)", before: "there", after: "none" } as const;
    expect(isWider({ ...more, ...gone }, "ingress")).toBe(false);
    expect(isWider({ ...more, type: "aws_lb_listener" }, "ingress")).toBe(false);
    expect(isWider(unmanaged("aws_iam_role", "r", { detail: "it may egress" }), "egress")).toBe(false);
  });

  it("breaks no look, whatever a value is", () => {
    const attribute = fc.constantFrom("ingress", "ingress[0].cidr_blocks", "ingress[0].to_port", "ingress[0].protocol");
    const value = fc.oneof(fc.json(), fc.constantFrom("none", "(sensitive)", "[null]", '[{"cidr_blocks":[null]}]'));
    fc.assert(
      fc.property(attribute, value, value, (attribute, before, after) => {
        const d = difference({ type: "aws_security_group", attribute, before, after });
        expect(typeof isWider(d, "ingress")).toBe("boolean");
      }),
      { examples: [["ingress[0].to_port", '""', '[{"toString":null}]']] },
    );
  });

  it("of two lengths of one range exactly the shorter is wider", () => {
    const lengths = fc.tuple(fc.integer({ min: 0, max: 32 }), fc.integer({ min: 0, max: 32 }));
    fc.assert(
      fc.property(lengths, ([before, after]) => {
        const row = ["cidr_ipv4", `0.0.0.0/${before}`, `0.0.0.0/${after}`] as const;
        expect(isWider(changed(ruleType, row), "ingress")).toBe(after < before);
      }),
    );
  });
});
