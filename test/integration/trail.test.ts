import { AuthorizeSecurityGroupIngressCommand, CreateSecurityGroupCommand, EC2Client } from "@aws-sdk/client-ec2";
import { CreateRoleCommand, DeleteRoleCommand, IAMClient } from "@aws-sdk/client-iam";
import {
  CreateQueueCommand,
  GetQueueAttributesCommand,
  SetQueueAttributesCommand,
  SQSClient,
} from "@aws-sdk/client-sqs";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { prod } from "../../environments/prod.ts";
import { type Look, openLook } from "../../ops/probes/look.ts";
import { type Sought, whoDid } from "../../ops/probes/trail.ts";
import { standBetween } from "./support/between.ts";
import { startAws, type TestAws } from "./support/emulated-aws.ts";
import { noPython } from "./support/python.ts";

const account = "123456789012";
const env = { ...prod, account };
const open = (endpoint: string): Look => openLook({ env, home: "/nowhere", endpoint });
const seek = (type: string, ...names: string[]): Sought => ({
  key: names[0] ?? "?",
  type,
  kind: type === "aws_iam_role" ? "deleted" : "unmanaged",
  attribute: "(all)",
  names,
});

describe.skipIf(noPython !== undefined)(`CloudTrail${noPython === undefined ? "" : `: ${noPython}`}`, () => {
  let aws: TestAws;
  let look: Look;
  let group: string;
  let queue: string;

  /** A client of somebody else than Terraform: where IAM is not enforced, any word is a key. */
  const as = <Client>(who: string, Constructor: new (settings: object) => Client): Client =>
    new Constructor({
      endpoint: aws.endpoint,
      region: env.region,
      credentials: { accessKeyId: who, secretAccessKey: "any" },
    });

  beforeAll(async () => {
    aws = await startAws();
    look = open(aws.endpoint);
    const made = { GroupName: "jump", Description: "x" };
    group = (await as("maker", EC2Client).send(new CreateSecurityGroupCommand(made))).GroupId ?? "?";
    const opened = { GroupId: group, IpProtocol: "tcp", FromPort: 22, ToPort: 22, CidrIp: "0.0.0.0/0" };
    await as("intruder", EC2Client).send(new AuthorizeSecurityGroupIngressCommand(opened));
    const role = { RoleName: "gone", AssumeRolePolicyDocument: '{"Statement":[]}' };
    await as("maker", IAMClient).send(new CreateRoleCommand(role));
    await as("intruder", IAMClient).send(new DeleteRoleCommand({ RoleName: "gone" }));
    queue = (await as("maker", SQSClient).send(new CreateQueueCommand({ QueueName: "cap-prod-q" }))).QueueUrl ?? "?";
    await as("reader", SQSClient).send(new GetQueueAttributesCommand({ QueueUrl: queue }));
  });
  afterAll(async () => {
    look.close();
    await aws.stop();
  });

  test("tells the newest call that can have done it and whose that was, also of what belongs to no Region; whoever only read is not told", async () => {
    const { by, blind } = await whoDid(look, [
      seek("aws_vpc_security_group_ingress_rule", group),
      seek("aws_iam_role", "gone"),
      seek("aws_sqs_queue", "https://elsewhere/cap-prod-q", "cap-prod-q"),
    ]);
    expect(blind).toEqual([]);
    const at = expect.stringMatching(/^\d{4}-.*Z$/);
    expect(Object.fromEntries(by)).toEqual({
      [group]: { who: `arn:aws:iam::${account}:user/intruder`, call: "AuthorizeSecurityGroupIngress", at },
      gone: { who: `arn:aws:iam::${account}:user/intruder`, call: "DeleteRole", at },
      "https://elsewhere/cap-prod-q": { who: `arn:aws:iam::${account}:user/maker`, call: "CreateQueue", at },
    });
  });

  test("tells the newest under any of its names", async () => {
    await as("intruder", SQSClient).send(
      new SetQueueAttributesCommand({ QueueUrl: queue, Attributes: { VisibilityTimeout: "1" } }),
    );
    const sought = { ...seek("aws_sqs_queue", "cap-prod-q", queue), kind: "changed" as const };
    const { by } = await whoDid(look, [sought]);
    expect(by.get("cap-prod-q")).toMatchObject({ who: `arn:aws:iam::${account}:user/intruder` });
  });

  test("of what it does not know nothing is told, and that is no blind spot", async () => {
    expect(await whoDid(look, [seek("aws_sqs_queue", "nobodys")])).toEqual({ by: new Map(), blind: [] });
  });

  test("no more is asked than allowed, and what is left is told", async () => {
    const { by, blind } = await whoDid(
      look,
      [seek("aws_security_group", group), seek("a", "nobodys-1"), seek("a", "nobodys-2")],
      {
        lookups: 2,
      },
    );
    expect([...by.keys()]).toEqual([group]);
    const because = "2 lookups are the limit; 1 of 3 questions without an answer";
    expect(blind).toEqual([{ what: "cloudtrail:LookupEvents in eu-west-1", because }]);
  });

  test("no longer is asked than allowed", async () => {
    const { blind } = await whoDid(look, [seek("a", "nobodys-1"), seek("a", "nobodys-2")], {
      everyMs: 30,
      limitMs: 10,
    });
    expect(blind).toEqual([
      {
        what: "cloudtrail:LookupEvents in eu-west-1",
        because: "0.01 s are the limit; 1 of 2 questions without an answer",
      },
    ]);
  });

  test("calls keep their distance", async () => {
    const began = performance.now();
    await whoDid(look, [seek("a", "nobodys-1"), seek("a", "nobodys-2"), seek("a", "nobodys-3")], { everyMs: 100 });
    expect(performance.now() - began).toBeGreaterThan(200);
  });

  test.each([
    { status: 400, error: "AccessDeniedException", because: /^access denied: .*; 2 of 2 questions without an answer$/ },
    { status: 400, error: "ThrottlingException", because: /^throttled: .*; 2 of 2 questions without an answer$/ },
  ])("$error leaves everybody unknown, and is told", async ({ because, ...refusal }) => {
    const between = await standBetween(aws.endpoint, { operation: "LookupEvents", ...refusal });
    const there = open(between.endpoint);
    const { by, blind } = await whoDid(there, [
      seek("aws_vpc_security_group_ingress_rule", group),
      seek("a", "nobodys-1"),
    ]);
    there.close();
    between.close();
    expect(by.size).toBe(0);
    expect(blind).toEqual([{ what: "cloudtrail:LookupEvents in eu-west-1", because: expect.stringMatching(because) }]);
  });

  test("a history that is closed in one Region leaves the other's open", async () => {
    const refusal = { operation: "LookupEvents", status: 400, error: "AccessDeniedException", region: "us-east-1" };
    const between = await standBetween(aws.endpoint, refusal);
    const there = open(between.endpoint);
    const { by, blind } = await whoDid(there, [
      seek("aws_iam_role", "gone"),
      seek("aws_vpc_security_group_ingress_rule", group),
    ]);
    there.close();
    between.close();
    expect([...by.keys()]).toEqual([group]);
    expect(blind).toMatchObject([{ what: "cloudtrail:LookupEvents in us-east-1" }]);
  });
});
