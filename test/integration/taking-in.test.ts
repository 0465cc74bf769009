import { appendFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { mkdir } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import {
  CreateSecurityGroupCommand,
  DescribeSecurityGroupsCommand,
  DescribeVpcsCommand,
  EC2Client,
} from "@aws-sdk/client-ec2";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { local } from "../../environments/local.ts";
import { type Planned, planNow } from "../../ops/apply/plans.ts";
import { findAt } from "../../ops/probes/created/find.ts";
import { setUp } from "../../ops/setup/set-up.ts";
import { apply } from "../../ops/terraform/apply.ts";
import { keepBegun } from "../../ops/terraform/begun.ts";
import { init } from "../../ops/terraform/init.ts";
import { logFile } from "../../ops/terraform/run.ts";
import type { StateFolder, Terraform } from "../../ops/terraform/terraform.ts";
import { startAws, type TestAws } from "./support/emulated-aws.ts";
import { noPython } from "./support/python.ts";
import { unrecorded } from "./taking-in/unrecorded.ts";

// What an apply made just before it was cut off: in AWS it is there, in the state it is not.
describe.skipIf(noPython !== undefined)(`after an apply that was cut off${noPython ?? ""}`, () => {
  const dir = mkdtempSync(join(tmpdir(), "cap-taking-in-"));
  const folder: StateFolder = { name: "runtime", dir: join(dir, "runtime"), dependsOn: [] };
  const stateFile = join(dir, "runtime.tfstate");
  let aws: TestAws;
  let tf: Terraform;
  /** What Terraform said when it made all of it. */
  let log: readonly string[];

  const write = (resource: object): void =>
    writeFileSync(
      join(folder.dir, "cdk.tf.json"),
      JSON.stringify({
        terraform: {
          backend: { local: { path: stateFile } },
          required_providers: { aws: { source: "hashicorp/aws", version: "5.100.0" } },
        },
        provider: { aws: { region: local.region, default_tags: { tags: { Environment: "local" } } } },
        resource,
      }),
    );
  const applyNow = async (): Promise<Planned> => {
    const planned = await planNow(tf, folder);
    await apply(tf, planned.plan, () => {});
    return planned;
  };
  /** The state and the log as they are when Terraform was killed before it wrote anything. */
  const cutOff = async (keep: (line: string) => boolean): Promise<void> => {
    await keepBegun(tf, folder);
    const state = JSON.parse(readFileSync(stateFile, "utf8")) as { serial: number };
    writeFileSync(stateFile, JSON.stringify({ ...state, serial: state.serial + 1, resources: [], outputs: {} }));
    writeFileSync(logFile(tf, folder.name, "apply"), log.filter(keep).join("\n"));
  };
  const began = (line: string): boolean => line.includes('"type":"apply_start"');
  /** What Terraform says when it begins to create. */
  const startOf = (addr: string): string =>
    JSON.stringify({
      type: "apply_start",
      hook: { resource: { addr, resource_type: addr.split(".")[0] }, action: "create" },
    });
  const actions = ({ changes }: Planned): Record<string, string> =>
    Object.fromEntries(changes.map((c) => [c.address, c.from === undefined ? c.action : "taken in"]));
  const every = (word: string, resource: object): Record<string, string> =>
    Object.fromEntries(
      Object.entries(resource).flatMap(([type, all]) => Object.keys(all).map((name) => [`${type}.${name}`, word])),
    );

  beforeAll(async () => {
    await mkdir(folder.dir);
    const tools = await setUp({ kafka: false, signal: new AbortController().signal, onProgress: () => {} });
    aws = await startAws();
    tf = {
      program: tools.terraform,
      configFile: tools.terraformConfig,
      env: {
        AWS_ENDPOINT_URL: aws.endpoint,
        AWS_ACCESS_KEY_ID: local.account,
        AWS_SECRET_ACCESS_KEY: "emulated",
        AWS_EC2_METADATA_DISABLED: "true",
      },
      logsDir: join(dir, "logs"),
      signal: new AbortController().signal,
      find: findAt(() => ({ env: local, home: dir, endpoint: aws.endpoint })),
    };
    write(unrecorded);
    await init(tf, folder);
    await applyNow();
    log = readFileSync(logFile(tf, folder.name, "apply"), "utf8").split("\n");
  });
  afterAll(async () => {
    await aws.stop();
    rmSync(dir, { recursive: true, force: true });
  });

  test("all of it is taken in, by the ids that AWS told, and else by name, tag and place; then nothing is left to change", async () => {
    // A plan that was killed has left its imports, of what is no more.
    const left = { import: [{ to: "aws_s3_bucket.lake", id: "cap-local-gone" }] };
    writeFileSync(join(folder.dir, "taken-in.tf.json"), JSON.stringify(left));
    await cutOff((line) => began(line) || (line.includes('"type":"apply_complete"') && /addr":"aws_[a-d]/.test(line)));
    expect(actions(await applyNow())).toEqual(every("taken in", unrecorded));
    expect((await planNow(tf, folder)).changes).toEqual([]);
  });

  test("what it did not begin, what carries another environment's tag, and what is not there is created", async () => {
    const { aws_vpc, aws_sqs_queue, aws_iam_role, aws_cloudwatch_log_group } = unrecorded;
    const theirs = { ...aws_iam_role.task, tags: { Environment: "staging" } };
    const api = { name: "/cap/local/api" };
    write({
      ...{ aws_vpc, aws_sqs_queue, aws_iam_role: { task: theirs } },
      aws_cloudwatch_log_group: { ...aws_cloudwatch_log_group, api },
    });
    await cutOff((line) => began(line) && !line.includes("aws_sqs_queue"));
    appendFileSync(logFile(tf, folder.name, "apply"), `\n${startOf("aws_cloudwatch_log_group.api")}`);
    expect(actions(await planNow(tf, folder))).toEqual({
      "aws_vpc.v": "taken in",
      "aws_cloudwatch_log_group.web": "taken in",
      "aws_cloudwatch_log_group.api": "create",
      "aws_iam_role.task": "create",
      "aws_sqs_queue.landing": "create",
    });
  });

  test("a security group that still has the rule that AWS gives a new one is made anew: its creation was cut in half", async () => {
    const { aws_vpc } = unrecorded;
    const half = {
      ...unrecorded.aws_security_group.services,
      name: "cap-local-half",
      tags: { Name: "cap-local-half" },
    };
    write({ aws_vpc, aws_security_group: { half } });
    const ec2 = new EC2Client({
      endpoint: aws.endpoint,
      region: local.region,
      credentials: { accessKeyId: local.account, secretAccessKey: "emulated" },
    });
    const { Vpcs } = await ec2.send(
      new DescribeVpcsCommand({ Filters: [{ Name: "tag:Name", Values: ["cap-local-vpc"] }] }),
    );
    const { GroupId: first = "" } = await ec2.send(
      new CreateSecurityGroupCommand({
        GroupName: half.name,
        Description: "x",
        VpcId: Vpcs?.[0]?.VpcId,
        TagSpecifications: [
          {
            ResourceType: "security-group",
            Tags: [
              { Key: "Name", Value: half.name },
              { Key: "Environment", Value: "local" },
            ],
          },
        ],
      }),
    );
    await cutOff(began);
    appendFileSync(logFile(tf, folder.name, "apply"), `\n${startOf("aws_security_group.half")}`);
    const planned = await applyNow();
    expect(planned.changes).toMatchObject([
      { address: "aws_security_group.half", action: "replace", from: first, reason: "requested" },
      { address: "aws_vpc.v", action: "import" },
    ]);
    const { SecurityGroups = [] } = await ec2.send(
      new DescribeSecurityGroupsCommand({ Filters: [{ Name: "group-name", Values: [half.name] }] }),
    );
    expect(SecurityGroups).toMatchObject([{ IpPermissionsEgress: [] }]);
  });
});
