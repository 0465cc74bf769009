import { expect, test } from "vitest";
import { removalCommand } from "../../../ops/drift/removal.ts";
import type { Found } from "../../../ops/probes/inventory/found.ts";

const env = { account: "111122223333", region: "eu-west-1" };
const found = (type: string, id: string, more: Partial<Found> = {}): Found => ({
  type,
  id,
  name: id,
  ours: "y",
  ...more,
});
const command = (...[type, id, more]: Parameters<typeof found>) => removalCommand(found(type, id, more), { env });
const admin = "arn:aws:iam::aws:policy/AdministratorAccess";

test.each([
  [
    found("aws_vpc_security_group_ingress_rule", "sgr-1", { under: "sg-1" }),
    "aws ec2 revoke-security-group-ingress --group-id sg-1 --security-group-rule-ids sgr-1 --region eu-west-1",
  ],
  [
    found("aws_iam_role_policy_attachment", `r/${admin}`, { under: "r" }),
    `aws iam detach-role-policy --role-name r --policy-arn ${admin} --region eu-west-1`,
  ],
  [
    found("aws_iam_role_policy", "r:backdoor", { under: "r" }),
    "aws iam delete-role-policy --role-name r --policy-name backdoor --region eu-west-1",
  ],
  [
    found("aws_ecs_service", "cap-prod/miner"),
    "aws ecs delete-service --cluster cap-prod --service miner --force --region eu-west-1",
  ],
  [
    found("aws_glue_catalog_table", "1:lake:copy"),
    "aws glue delete-table --database-name lake --name copy --region eu-west-1",
  ],
  [
    found("aws_sqs_queue", "https://sqs/1/q", { region: "eu-central-1" }),
    "aws sqs delete-queue --queue-url https://sqs/1/q --region eu-central-1",
  ],
])("the command that removes $type", (one, text) => expect(removalCommand(one, { env })).toBe(text));

test("a role goes after its policies", () =>
  expect(command("aws_iam_role", "r", { policies: [admin, "inline"] })).toBe(
    [
      `aws iam detach-role-policy --role-name r --policy-arn ${admin} --region eu-west-1`,
      "aws iam delete-role-policy --role-name r --policy-name inline --region eu-west-1",
      "aws iam delete-role --role-name r --region eu-west-1",
    ].join(" && "),
  ));

test("on the emulated AWS it says where that is, and with which keys", () =>
  expect(removalCommand(found("aws_sns_topic", "arn:t"), { env, endpoint: "http://127.0.0.1:4566" })).toBe(
    "AWS_ACCESS_KEY_ID=111122223333 AWS_SECRET_ACCESS_KEY=emulated aws sns delete-topic --topic-arn arn:t --region eu-west-1 --endpoint-url http://127.0.0.1:4566",
  ));

test("a name of AWS runs nothing in a shell", () =>
  expect(command("aws_sqs_queue", "$(rm)")).toBe("aws sqs delete-queue --queue-url '$(rm)' --region eu-west-1"));

test("there is none where AWS has no call: a subscription that nobody has confirmed", () =>
  expect(command("aws_sns_topic_subscription", "arn:t|sqs to x")).toBeUndefined());
