import { describe, expect, it } from "vitest";
import { opennessOf } from "../../../ops/drift/openness.ts";
import { difference, rule, unmanaged } from "./findings.ts";

const group = (before: readonly object[], after: readonly object[], attribute = "ingress") =>
  opennessOf(
    difference({ type: "aws_security_group", attribute, before: JSON.stringify(before), after: JSON.stringify(after) }),
  );

describe("openness", () => {
  it.each(["0.0.0.0/0", "0.0.0.0/1", "128.0.0.0/1", "::/0", "2000::/3"])("lets in the world: %s", (cidr) =>
    expect(group([], [rule(22, cidr)])).toBe(3),
  );

  it.each(["10.0.0.0/8", "10.0.0.0/16", "192.0.2.1/32", "10.0.0.0/70", "fd00::/16", "2001:db8::/32"])(
    "does not: %s",
    (cidr) => expect(group([], [rule(22, cidr)])).toBe(0),
  );

  it("counts what came: a rule that was open before, and one that was closed, open nothing", () => {
    const https = rule(443, "0.0.0.0/0");
    expect(group([https], [https, rule(22, "10.0.0.0/16")])).toBe(0);
    expect(group([https], [])).toBe(0);
    expect(group([https], [https, rule(22, "0.0.0.0/0")])).toBe(3);
  });

  it("is less for the way out", () => {
    expect(group([], [rule(443, "0.0.0.0/0")], "egress")).toBe(1);
    const out = difference({
      type: "aws_vpc_security_group_egress_rule",
      attribute: "cidr_ipv4",
      before: '"10.0.0.0/8"',
      after: '"0.0.0.0/0"',
    });
    expect(opennessOf(out)).toBe(1);
  });

  it.each(["*", { AWS: "*" }, { AWS: ["*"] }])("sees a policy for everybody: %j", (Principal) => {
    const text = (who: unknown) => JSON.stringify(JSON.stringify({ Statement: [{ Principal: who }] }));
    const change = {
      type: "aws_s3_bucket_policy",
      attribute: "policy",
      before: text({ AWS: "arn:aws:iam::111122223333:root" }),
    };
    expect(opennessOf(difference({ ...change, after: text(Principal) }))).toBe(2);
    expect(opennessOf(difference({ ...change, before: text(Principal), after: change.before }))).toBe(0);
  });

  it("sees that what kept the public out does not any more", () => {
    const type = "aws_s3_bucket_public_access_block";
    expect(opennessOf(difference({ type, attribute: "block_public_acls", before: "true", after: "false" }))).toBe(2);
    expect(opennessOf(difference({ type, attribute: "block_public_acls", before: "false", after: "true" }))).toBe(0);
    expect(opennessOf(difference({ type, kind: "deleted", attribute: "(all)", before: "there", after: "none" }))).toBe(
      2,
    );
  });

  it("of what no state has it goes by what that does", () => {
    expect(opennessOf(unmanaged("aws_security_group", "sg-1", { detail: "ingress tcp 22 from 0.0.0.0/0" }))).toBe(3);
    expect(opennessOf(unmanaged("aws_security_group", "sg-1", { detail: "egress all to 0.0.0.0/0" }))).toBe(1);
    expect(opennessOf(unmanaged("aws_security_group", "sg-1"))).toBe(0);
    const role = (detail: string) => opennessOf(unmanaged("aws_iam_role", "r", { detail }));
    expect(role("* may assume it, and it may x")).toBe(2);
    expect(role("ecs.amazonaws.com, * may assume it")).toBe(2);
    expect(role("* under conditions may assume it")).toBe(0);
    expect(role("ecs.amazonaws.com may assume it, and it may x:*")).toBe(0);
  });
});
