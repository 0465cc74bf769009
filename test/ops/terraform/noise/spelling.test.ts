import { describe, expect, it, test } from "vitest";
import { protocolNumber, toldDefault } from "../../../../ops/terraform/noise/spelling.ts";
import fc from "../../../support/properties.ts";
import { explains, unexplainedBy } from "./explained.ts";

describe("protocol number", () => {
  const rule = "aws_vpc_security_group_ingress_rule";

  it.each([
    ["tcp", "6"],
    ["udp", "17"],
    ["icmp", "1"],
    ["icmpv6", "58"],
    ["all", "-1"],
    ["6", "tcp"],
  ])("%s is %s", (before, after) => {
    expect(explains(protocolNumber, rule, "ip_protocol", before, after)).toBe(true);
    expect(explains(protocolNumber, "aws_network_acl", "ingress", [{ protocol: before }], [{ protocol: after }])).toBe(
      true,
    );
  });

  test.each([
    ["tcp", "17"],
    ["tcp", "-1"],
    ["tcp", "udp"],
    ["HTTPS", "HTTP"],
    ["tcp", null],
    [null, "-1"],
    [["tcp"], "6"],
    [{ toString: null }, "6"],
  ])("%s and %s are two protocols", (before, after) =>
    expect(explains(protocolNumber, rule, "ip_protocol", before, after)).toBe(false),
  );

  test.each(["from_port", "protocol_version", "description"])("a number is no protocol where none is meant: %s", (at) =>
    expect(explains(protocolNumber, rule, at, "tcp", "6")).toBe(false),
  );

  test("no two words but those of the table are the same", () => {
    const pairs = ["icmp 1", "tcp 6", "udp 17", "icmpv6 58", "all -1"];
    const word = fc.oneof(fc.string(), fc.constantFrom(...pairs.flatMap((p) => p.split(" ")), "toString", "null"));
    fc.assert(
      fc.property(word, word, (a, b) => {
        fc.pre(a !== b);
        const same = pairs.includes(`${a} ${b}`) || pairs.includes(`${b} ${a}`);
        expect(explains(protocolNumber, rule, "ip_protocol", a, b)).toBe(same);
      }),
    );
  });
});

describe("told default", () => {
  const acl = (before: unknown, after: unknown) =>
    unexplainedBy(toldDefault, {
      address: "aws_network_acl.x",
      before: { ingress: [{ icmp_code: before, rule_no: 100 }] },
      after: { ingress: [{ icmp_code: after, rule_no: 100 }] },
    });

  it("explains what AWS says of an attribute that nobody has set", () => expect(acl(null, 0)).toEqual([]));

  test.each([
    ["another value than the default", null, 8],
    ["the default in the place of what was set", 8, 0],
  ])("%s is a change", (_, before, after) => expect(acl(before, after)).toEqual(["ingress[0].icmp_code"]));

  const encryption = (type: string, before: unknown, after: unknown): boolean =>
    explains(toldDefault, type, "rule", [{ bucket_key_enabled: before }], [{ bucket_key_enabled: after }]);

  test("a bucket key that was switched off is a change, one that nobody asked for is none", () => {
    const type = "aws_s3_bucket_server_side_encryption_configuration";
    expect(encryption(type, null, false)).toBe(true);
    expect(encryption(type, true, false)).toBe(false);
    expect(encryption(type, null, true)).toBe(false);
  });

  test("the default of one type is none of another", () =>
    expect(encryption("aws_s3_bucket", null, false)).toBe(false));
});
