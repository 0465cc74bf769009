import { describe, expect, it } from "vitest";
import { opennessOf } from "../../../ops/drift/openness.ts";
import { difference, rule, unmanaged } from "./findings.ts";

const group = (before: readonly object[], after: readonly object[], attribute = "ingress") =>
  opennessOf(
    difference({ type: "aws_security_group", attribute, before: JSON.stringify(before), after: JSON.stringify(after) }),
  );

describe("openness", () => {
  it.each(["0.0.0.0/0", "0.0.0.0/1", "128.0.0.0/1", "::/0", "2000::/3"])("lets in the world: %s", (cidr) =>
    expect(group([], [rule(22, cidr)])).toBe("world"),
  );

  it.each(["10.0.0.0/8", "10.0.0.0/16", "192.0.2.1/32", "10.0.0.0/70", "fd00::/16", "2001:db8::/32"])(
    "lets in more than before, and not the world: %s",
    (cidr) => expect(group([], [rule(22, cidr)])).toBe("wider"),
  );

  it("counts what came: a rule that was open before, and one that was closed, do not open to the world", () => {
    const https = rule(443, "0.0.0.0/0");
    expect(group([https], [https, rule(22, "10.0.0.0/16")])).toBe("wider");
    expect(group([https], [])).toBe("none");
    expect(group([https], [https, rule(22, "0.0.0.0/0")])).toBe("world");
  });

  it("lets a role of ours do more: a policy on it that nobody manages, whatever it says", () => {
    const admin = "lake-task/arn:aws:iam::aws:policy/AdministratorAccess";
    expect(opennessOf(unmanaged("aws_iam_role_policy_attachment", admin))).toBe("grants");
    expect(opennessOf(unmanaged("aws_iam_role_policy", "lake-task:door"))).toBe("grants");
    expect(opennessOf(unmanaged("aws_iam_role", "door"))).toBe("none");
  });

  it("is less for the way out", () => {
    expect(group([], [rule(443, "0.0.0.0/0")], "egress")).toBe("outwards");
    const out = difference({
      type: "aws_vpc_security_group_egress_rule",
      attribute: "cidr_ipv4",
      before: '"10.0.0.0/8"',
      after: '"0.0.0.0/0"',
    });
    expect(opennessOf(out)).toBe("outwards");
    expect(opennessOf({ ...out, after: '"10.0.0.0/7"' })).toBe("outwards");
    expect(opennessOf({ ...out, after: '"192.0.2.0/24"' })).toBe("wider outwards");
    expect(opennessOf({ ...out, after: '"10.0.0.0/9"' })).toBe("none");
  });

  it.each(["*", { AWS: "*" }, { AWS: ["*"] }])("sees a policy for everybody: %j", (Principal) => {
    const text = (who: unknown) => JSON.stringify(JSON.stringify({ Statement: [{ Principal: who }] }));
    const change = {
      type: "aws_s3_bucket_policy",
      attribute: "policy",
      before: text({ AWS: "arn:aws:iam::111122223333:root" }),
    };
    expect(opennessOf(difference({ ...change, after: text(Principal) }))).toBe("public");
    expect(opennessOf(difference({ ...change, before: text(Principal), after: change.before }))).toBe("none");
  });

  it("sees that what kept the public out does not any more", () => {
    const type = "aws_s3_bucket_public_access_block";
    expect(opennessOf(difference({ type, attribute: "block_public_acls", before: "true", after: "false" }))).toBe(
      "public",
    );
    expect(opennessOf(difference({ type, attribute: "block_public_acls", before: "false", after: "true" }))).toBe(
      "none",
    );
    expect(opennessOf(difference({ type, kind: "deleted", attribute: "(all)", before: "there", after: "none" }))).toBe(
      "public",
    );
  });

  it("goes by the way in where a group lets out everything as well, as AWS makes them", () => {
    const both = (peer: string) => `ingress tcp 22 from ${peer}; egress all traffic to 0.0.0.0/0`;
    const group = (peer: string) => opennessOf(unmanaged("aws_security_group", "sg-1", { detail: both(peer) }));
    expect(group("0.0.0.0/0")).toBe("world");
    expect(group("203.0.113.7/32")).toBe("wider");
  });

  it("of what no state has it goes by what that does", () => {
    expect(opennessOf(unmanaged("aws_security_group", "sg-1", { detail: "ingress tcp 22 from 0.0.0.0/0" }))).toBe(
      "world",
    );
    expect(opennessOf(unmanaged("aws_security_group", "sg-1", { detail: "egress all to 0.0.0.0/0" }))).toBe("outwards");
    expect(opennessOf(unmanaged("aws_security_group", "sg-1"))).toBe("none");
    expect(opennessOf(unmanaged("aws_security_group", "sg-1", { detail: "ingress tcp 22 from sg-2" }))).toBe("wider");
    const role = (detail: string) => opennessOf(unmanaged("aws_iam_role", "r", { detail }));
    expect(role("* may assume it, and it may x")).toBe("public");
    expect(role("ecs.amazonaws.com, * may assume it")).toBe("public");
    expect(role("* under conditions may assume it")).toBe("none");
    expect(role("ecs.amazonaws.com may assume it, and it may x:*")).toBe("none");
  });
});
