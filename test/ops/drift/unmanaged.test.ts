import { describe, expect, it, test } from "vitest";
import { toldOnce, unmanagedOf } from "../../../ops/drift/unmanaged.ts";
import type { Found } from "../../../ops/probes/inventory/found.ts";
import { difference } from "./findings.ts";

const found = (type: string, id: string, more: Partial<Found> = {}): Found => ({
  type,
  id,
  name: id,
  ours: "attached to aws_iam_role.lake",
  ...more,
});

describe("what no state has, as a difference", () => {
  it("is there, and was not", () =>
    expect(unmanagedOf(found("aws_sqs_queue", "cap-prod-x"))).toEqual({
      kind: "unmanaged",
      type: "aws_sqs_queue",
      resource: "cap-prod-x",
      attribute: "(all)",
      before: "none",
      after: "there",
      ours: "attached to aws_iam_role.lake",
    }));

  it("says how it is removed, where that is known", () =>
    expect(unmanagedOf(found("aws_sqs_queue", "q"), "aws sqs delete-queue")).toMatchObject({
      remove: "aws sqs delete-queue",
    }));

  it("says what it does and what it is called, where that is known", () =>
    expect(unmanagedOf(found("aws_kms_key", "1", { name: "the key", detail: "of key 1" }))).toMatchObject({
      name: "the key",
      detail: "of key 1",
    }));
});

describe("what a resource repeats of what hangs on it is told once", () => {
  const group = difference({
    type: "aws_security_group",
    resource: "arn:aws:ec2:eu-west-1:1:security-group/sg-1",
    attribute: "ingress",
  });
  const role = difference({
    type: "aws_iam_role",
    resource: "arn:aws:iam::1:role/cap-prod-lake",
    attribute: "inline_policy",
  });
  const attached = { ...role, attribute: "managed_policy_arns" };
  const counted = difference({
    type: "aws_iam_policy",
    resource: "arn:aws:iam::1:policy/p",
    attribute: "attachment_count",
  });

  it.each([
    ["a rule in a group", group, found("aws_vpc_security_group_ingress_rule", "sgr-9", { under: "sg-1" })],
    [
      "a part of the attribute",
      { ...group, attribute: "ingress[0].cidr_blocks" },
      found("aws_vpc_security_group_ingress_rule", "sgr-9", { under: "sg-1" }),
    ],
    [
      "an inline policy in a role",
      role,
      found("aws_iam_role_policy", "cap-prod-lake:backdoor", { under: "cap-prod-lake" }),
    ],
    [
      "a policy on a role",
      attached,
      found("aws_iam_role_policy_attachment", "cap-prod-lake/arn:aws:iam::aws:policy/A", { under: "cap-prod-lake" }),
    ],
    [
      "a count on a policy",
      counted,
      found("aws_iam_role_policy_attachment", "cap-prod-lake/arn:aws:iam::1:policy/p", { under: "cap-prod-lake" }),
    ],
  ])("%s", (_, d, hanging) => expect(toldOnce([d], [hanging])).toEqual([]));

  test.each([
    ["a rule in another group", group, found("aws_vpc_security_group_ingress_rule", "sgr-9", { under: "sg-2" })],
    ["a rule in the other direction", group, found("aws_vpc_security_group_egress_rule", "sgr-9", { under: "sg-1" })],
    [
      "a policy in another role",
      role,
      found("aws_iam_role_policy", "cap-prod-web:backdoor", { under: "cap-prod-web" }),
    ],
    [
      "a policy in a role whose name begins alike",
      role,
      found("aws_iam_role_policy", "cap-prod-lake-2:x", { under: "cap-prod-lake-2" }),
    ],
    [
      "another attribute",
      { ...group, attribute: "description" },
      found("aws_vpc_security_group_ingress_rule", "sgr-9", { under: "sg-1" }),
    ],
    ["nothing found", group, undefined],
  ])("%s leaves it as it is", (_, d, hanging) =>
    expect(toldOnce([d], hanging === undefined ? [] : [hanging])).toEqual([d]),
  );
});
