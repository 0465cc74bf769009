import { describe, expect, it, test } from "vitest";
import { attachmentCount, rolePolicies } from "../../../../ops/terraform/noise/role-policies.ts";
import { heldResource } from "../../../support/plans.ts";
import { unexplainedBy } from "./explained.ts";

const document = (action: string): string => JSON.stringify({ Statement: [{ Action: action, Effect: "Allow" }] });
const inline = (name: string, policy = document("s3:GetObject")) => ({ name, policy });
const ofState = (name: string, role = "lake", policy = document("s3:GetObject")) =>
  heldResource(`aws_iam_role_policy.${name}`, { role, name, policy });
const attachment = (role: string, arn: string) =>
  heldResource(`aws_iam_role_policy_attachment.${role}`, { role, policy_arn: arn });

const left = (attribute: string, after: unknown[], held: ReturnType<typeof ofState>[]) =>
  unexplainedBy(rolePolicies, {
    address: "aws_iam_role.lake",
    before: { name: "lake", [attribute]: [] },
    after: { name: "lake", [attribute]: after },
    held,
  });

describe("policies that a role repeats", () => {
  it("explains inline policies of the states, however their document is spelled", () => {
    const spelled = JSON.stringify({ Statement: [{ Effect: "Allow", Action: "s3:GetObject" }] }, null, 2);
    expect(left("inline_policy", [inline("grants", spelled)], [ofState("grants")])).toEqual([]);
  });

  test.each([
    ["a foreign policy beside ours", [inline("grants"), inline("backdoor")], [ofState("grants")]],
    ["ours with another document", [inline("grants", document("s3:*"))], [ofState("grants")]],
    ["the same in another role", [inline("grants")], [ofState("grants", "web")]],
    ["a document that nobody can read", [inline("grants", "{")], [ofState("grants")]],
  ])("%s is a change", (_, after, held) => expect(left("inline_policy", after, held)).toEqual(["inline_policy"]));

  it("explains attached policies of the states", () =>
    expect(left("managed_policy_arns", ["arn:a"], [attachment("lake", "arn:a")])).toEqual([]));

  test.each([
    ["another policy", ["arn:a", "arn:aws:iam::aws:policy/AdministratorAccess"], [attachment("lake", "arn:a")]],
    ["what another role has", ["arn:a"], [attachment("web", "arn:a")]],
  ])("%s is a change", (_, after, held) =>
    expect(left("managed_policy_arns", after, held)).toEqual(["managed_policy_arns"]),
  );

  test("who may take the role on is not explained", () =>
    expect(
      unexplainedBy(rolePolicies, {
        address: "aws_iam_role.lake",
        before: { name: "lake", assume_role_policy: "a" },
        after: { name: "lake", assume_role_policy: "b" },
      }),
    ).toEqual(["assume_role_policy"]));
});

describe("how often a policy is attached", () => {
  const arn = "arn:aws:iam::1:policy/p";
  const counted = (after: number, held: ReturnType<typeof attachment>[]) =>
    unexplainedBy(attachmentCount, {
      address: "aws_iam_policy.p",
      before: { arn, attachment_count: 0 },
      after: { arn, attachment_count: after },
      held,
    });
  const twice = [attachment("lake", arn), attachment("web", arn), attachment("other", "arn:other")];

  it("is explained as often as the states attach it", () => expect(counted(2, twice)).toEqual([]));

  test.each([3, 1])("%d times in the place of twice is a change", (times) =>
    expect(counted(times, twice)).toEqual(["attachment_count"]),
  );

  test("users and groups count", () => {
    const held = ["aws_iam_user_policy_attachment.u", "aws_iam_group_policy_attachment.g"];
    expect(
      counted(
        2,
        held.map((address) => heldResource(address, { policy_arn: arn })),
      ),
    ).toEqual([]);
  });
});
