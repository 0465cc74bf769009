import { expect, test } from "vitest";
import { severities } from "../../../ops/drift/finding.ts";
import { order, subjectOf } from "../../../ops/drift/order.ts";
import fc from "../../support/properties.ts";
import { finding, night, rule, unmanaged } from "./findings.ts";

test("a security group that lets in the world is first on the page", () => {
  const [first, second] = order(night.findings.toReversed());
  expect(first?.address).toBe("aws_security_group.security_group_brokers");
  expect(second?.resource).toBe("sg-0fe1");
});

test("open, then public, then wider, then outwards, then what is not open", () => {
  const block = finding({
    type: "aws_s3_bucket_public_access_block",
    attribute: "block_public_acls",
    before: "true",
    after: "false",
  });
  const wide = (attribute: string) =>
    finding({ type: "aws_security_group", attribute, before: "[]", after: JSON.stringify([rule(1, "0.0.0.0/0")]) });
  const closed = finding({ type: "aws_security_group", attribute: "name" });
  const stranger = finding(
    unmanaged("aws_vpc_security_group_ingress_rule", "sgr-1", { detail: "ingress tcp 22 from 203.0.113.7/32" }),
  );
  const more = finding({
    type: "aws_vpc_security_group_egress_rule",
    attribute: "to_port",
    before: "443",
    after: "65535",
  });
  const sorted = [wide("ingress"), block, stranger, wide("egress"), more, closed];
  expect(order(sorted.toReversed())).toEqual(sorted);
});

test("a rule that lets in more comes before what somebody did to a role, one that lets in less does not", () => {
  const role = finding({ type: "aws_iam_role", address: "aws_iam_role.a", attribute: "assume_role_policy" });
  const port = (after: string) =>
    finding({
      type: "aws_vpc_security_group_ingress_rule",
      address: "aws_vpc_security_group_ingress_rule.z",
      attribute: "to_port",
      before: "443",
      after,
    });
  expect(order([role, port("65535")])).toEqual([port("65535"), role]);
  expect(order([port("80"), role])).toEqual([role, port("80")]);
});

test("within the same: changed, deleted, unmanaged, undeployed, then by address and attribute", () => {
  const sorted = [
    finding({ type: "aws_iam_role", address: "aws_iam_role.a", attribute: "a" }),
    finding({ type: "aws_iam_role", address: "aws_iam_role.a", attribute: "b" }),
    finding({ type: "aws_iam_role", address: "aws_iam_role.b", attribute: "a" }),
    finding({ kind: "deleted", type: "aws_iam_role", address: "aws_iam_role.0", attribute: "(all)" }),
    finding(unmanaged("aws_iam_role", "0")),
    finding({ kind: "undeployed", type: "aws_iam_role", address: "aws_iam_role.0" }),
  ];
  expect(order(sorted.toReversed())).toEqual(sorted);
});

test("the order does not depend on the order in which things were found, and loses nothing", () => {
  const shuffled = fc.shuffledSubarray([...night.findings], { minLength: night.findings.length });
  fc.assert(
    fc.property(shuffled, (all) => {
      expect(order(all)).toEqual(night.findings);
    }),
  );
  const ranks = night.findings.map((f) => severities.indexOf(f.severity));
  expect(ranks).toEqual(ranks.toSorted((a, b) => a - b));
});

test("what no state has goes by its type and id", () =>
  expect(subjectOf(unmanaged("aws_sqs_queue", "q"))).toBe("aws_sqs_queue q"));
