import { describe, expect, it } from "vitest";
import { assertKeepsData } from "../../../ops/apply/protected-classes.ts";
import { changed, plannedState } from "./given.ts";

const plan = (...changes: [address: string, action: string][]) => [
  plannedState("durable", { changes: changes.map(([address, action]) => changed(address, action)) }),
];
const refused = (address: string) =>
  expect.objectContaining({
    code: "CAP_LOSES_DATA",
    exit: 4,
    message: expect.stringContaining(address),
    nextSteps: [expect.stringContaining(`--allow-replace '${address}'`)],
  });

describe("what holds data or keys", () => {
  it.each([
    "aws_msk_cluster.c",
    "aws_msk_serverless_cluster.c",
    "aws_dynamodb_table.t",
    "aws_s3_bucket.b",
    "aws_kms_key.k",
    "aws_kms_replica_key.k",
    "aws_cloudwatch_log_group.l",
    "aws_backup_vault.v",
    "aws_cloudtrail.t",
    "module.lake.aws_s3_bucket.b",
    'aws_s3_bucket.b["eu.west"]',
  ])("%s is neither destroyed nor replaced nor forgotten by the way", (address) => {
    for (const action of ["delete", "replace", "remove"])
      expect(() => assertKeepsData(plan([address, action]), [])).toThrow(refused(address));
    for (const action of ["create", "update", "move", "import"])
      expect(() => assertKeepsData(plan([address, action]), [])).not.toThrow();
  });

  it("goes when its address was typed in full, and no other does", () => {
    const both = plan(["aws_s3_bucket.bronze", "delete"], ["aws_s3_bucket.silver", "replace"]);
    expect(() => assertKeepsData(both, ["aws_s3_bucket.bronze"])).toThrow(refused("aws_s3_bucket.silver"));
    expect(() => assertKeepsData(both, ["aws_s3_bucket.bronze"])).not.toThrow(/bronze/);
    for (const nearly of ["aws_s3_bucket", "aws_s3_bucket.*", "bronze", "aws_s3_bucket.bronz", "AWS_S3_BUCKET.BRONZE"])
      expect(() => assertKeepsData(plan(["aws_s3_bucket.bronze", "delete"]), [nearly])).toThrow();
    expect(() => assertKeepsData(both, ["aws_s3_bucket.bronze", "aws_s3_bucket.silver"])).not.toThrow();
  });

  it("is all told at once, whatever state it is in", () => {
    const states = [...plan(["aws_s3_bucket.a", "delete"]), ...plan(["aws_kms_key.b", "replace"])];
    expect(() => assertKeepsData(states, [])).toThrow(/aws_s3_bucket\.a\n {2}aws_kms_key\.b/);
  });
});

it("everything else comes and goes, also what only sounds alike; an unknown state loses nothing yet", () => {
  const others = plan(
    ["aws_sqs_queue.q", "delete"],
    ["aws_s3_bucket_policy.p", "replace"],
    ["aws_kms_alias.a", "delete"],
  );
  expect(() => assertKeepsData(others, [])).not.toThrow();
  expect(() => assertKeepsData([{ kind: "unknown", state: "runtime", until: ["durable"] }], [])).not.toThrow();
});
