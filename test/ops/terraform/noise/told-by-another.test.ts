import { describe, expect, it, test } from "vitest";
import { judge } from "../../../../ops/terraform/noise/judge.ts";
import { toldByAnother } from "../../../../ops/terraform/noise/told-by-another.ts";
import { changeOf, heldResource, planWith } from "../../../support/plans.ts";
import { unexplainedBy } from "./explained.ts";

const bucket = (attribute: string, before: unknown, after: unknown, held: ReturnType<typeof heldResource>[]) =>
  unexplainedBy(toldByAnother, {
    address: "aws_s3_bucket.b",
    before: { bucket: "b", [attribute]: before },
    after: { bucket: "b", [attribute]: after },
    held,
  });
const off = [{ enabled: false }];
const on = [{ enabled: true }];
const versioning = (name: string) => heldResource("aws_s3_bucket_versioning.v", { bucket: name });

describe("what another resource says first", () => {
  it("is explained where that resource is in a state", () =>
    expect(bucket("versioning", off, on, [versioning("b")])).toEqual([]));

  test.each([
    ["nobody says it", []],
    ["it is said of another bucket", [versioning("c")]],
    ["something else is said of this bucket", [heldResource("aws_s3_bucket_policy.p", { bucket: "b" })]],
  ])("is a change where %s", (_, held) =>
    expect(bucket("versioning", on, off, held)).toEqual(["versioning[0].enabled"]),
  );

  test.each(["tags", "force_destroy", "object_lock_enabled"])("no resource says %s for a bucket", (attribute) =>
    expect(bucket(attribute, "a", "b", [versioning("b")])).toEqual([attribute]),
  );

  test.each([
    ["aws_sqs_queue", "redrive_policy", "aws_sqs_queue_redrive_policy", { id: "url" }, { queue_url: "url" }],
    ["aws_sqs_queue", "policy", "aws_sqs_queue_policy", { id: "url" }, { queue_url: "url" }],
    ["aws_sns_topic", "policy", "aws_sns_topic_policy", { arn: "arn:t" }, { arn: "arn:t" }],
    [
      "aws_secretsmanager_secret",
      "policy",
      "aws_secretsmanager_secret_policy",
      { arn: "arn:s" },
      { secret_arn: "arn:s" },
    ],
    ["aws_api_gateway_rest_api", "policy", "aws_api_gateway_rest_api_policy", { id: "api" }, { rest_api_id: "api" }],
  ])("%s.%s is told by %s, of the same one only", (type, attribute, teller, same, named) => {
    const found = (held: ReturnType<typeof heldResource>[]) =>
      unexplainedBy(toldByAnother, {
        address: `${type}.x`,
        before: { ...same, [attribute]: "" },
        after: { ...same, [attribute]: "{}" },
        held,
      });
    expect(found([heldResource(`${teller}.x`, named)])).toEqual([]);
    const [key = ""] = Object.keys(named);
    expect(found([heldResource(`${teller}.x`, { [key]: "another" })])).toEqual([attribute]);
  });

  test("is told once where the other is gone: there, as deleted", () => {
    const policy = changeOf("aws_s3_bucket_policy.p", { before: { bucket: "b", policy: "{}" }, after: null });
    const repeats = changeOf("aws_s3_bucket.b", {
      before: { bucket: "b", policy: "{}" },
      after: { bucket: "b", policy: "" },
    });
    const { drift } = judge(planWith({ resource_drift: [repeats, policy] }));
    expect(drift.map((d) => [d.resource.address, d.path])).toEqual([["aws_s3_bucket_policy.p", "(all)"]]);
  });
});
