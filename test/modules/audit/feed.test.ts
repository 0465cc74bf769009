import { expect, test } from "vitest";
import { dev } from "../../../environments/dev.ts";
import type { Environment } from "../../../environments/environment.ts";
import { prod } from "../../../environments/prod.ts";
import { staging } from "../../../environments/staging.ts";
import { type Resource, statementsOf, synthesised } from "../../support/synthesised.ts";

const own = "arn:aws:cloudtrail:eu-west-1:345678901234:trail/cap-prod-feed";
const arn = "arn:aws:cloudtrail:us-east-1:111122223333:trail/everything";
const organization = "o-a1b2c3d4e5";
const given: Environment = {
  ...staging,
  sources: { cloudtrail: { kind: "given", trails: [{ arn, organization }] } },
};

const feeds = (environment: Environment): readonly Resource[] =>
  Object.entries(synthesised({ environment }).stacks)
    .filter(([stack]) => stack !== "account")
    .flatMap(([, { resources }]) => resources.filter((r) => r.type === "aws_cloudtrail"));
const of = (environment: Environment, type: string, name: string, stack = "durable"): Resource => {
  const { resources } = synthesised({ environment }).stacks[stack]!;
  return resources.find((r) => r.type === type && `${r.address} ${r.has["bucket"]}`.includes(name))!;
};
const key = (environment: Environment, name = "events") => toTrails(of(environment, "aws_kms_key", `key_${name}`));
const toTrails = (resource: Resource) =>
  statementsOf(resource).filter((s) => JSON.stringify(s).includes('"Service":"cloudtrail.amazonaws.com"'));
const landing = (environment: Environment, stack?: string) =>
  toTrails(of(environment, "aws_s3_bucket_policy", "bucket_landing", stack)).map(({ Action, Resource, Condition }) => ({
    Action,
    Resource: Resource.map((r) => r.replace(/^\$\{[^}]*}/, "")),
    Condition,
  }));

test("prod's account tells the landing bucket of every Region, in files that are proven and under the bucket's key", () => {
  const [feed, ...others] = feeds(prod);
  expect(others).toEqual([]);
  expect(feed?.has).toMatchObject({
    name: "cap-prod-feed",
    s3_bucket_name: expect.stringContaining("aws_s3_bucket.bucket_landing."),
    s3_key_prefix: "cloudtrail",
    kms_key_id: expect.stringContaining("aws_kms_key.key_events."),
    is_multi_region_trail: true,
    include_global_service_events: true,
    enable_log_file_validation: true,
    enable_logging: true,
    lifecycle: { prevent_destroy: true },
  });
  expect(feed?.has["event_selector"] ?? feed?.has["advanced_event_selector"], "management events, all").toBeUndefined();
  // CloudTrail looks at the bucket's policy when the trail is made.
  expect(JSON.stringify(feed?.has["depends_on"])).toContain("aws_s3_bucket_policy.lake_landing_policy");
});

test("no trail is made, and none is let in, where none is asked for", () => {
  for (const environment of [dev, staging]) {
    expect(feeds(environment)).toEqual([]);
    expect(landing(environment)).toEqual([]);
    expect(key(environment)).toEqual([]);
  }
});

test("a team's trails are let in, and none is made", () => {
  expect(feeds(given)).toEqual([]);
});

test.each([
  ["the own trail", prod, own, ["/cloudtrail/AWSLogs/345678901234/*"]],
  ["an organisation's", given, arn, ["/cloudtrail/AWSLogs/111122223333/*", `/cloudtrail/AWSLogs/${organization}/*`]],
])("%s delivers below its own accounts, and looks at the bucket's ACL", (_, environment, source, paths) => {
  const acl = { "s3:x-amz-acl": "bucket-owner-full-control" };
  expect(landing(environment)).toEqual([
    { Action: ["s3:GetBucketAcl"], Resource: [""], Condition: { StringEquals: { "aws:SourceArn": [source] } } },
    {
      Action: ["s3:PutObject"],
      Resource: paths,
      Condition: { StringEquals: { "aws:SourceArn": source, ...acl } },
    },
  ]);
});

test.each([
  ["the own trail", prod, own],
  ["an organisation's", given, arn],
])(
  "%s may encrypt with the landing bucket's key, and look at it; no other key lets it in",
  (_, environment, source) => {
    expect(key(environment)).toMatchObject([
      {
        Action: ["kms:GenerateDataKey", "kms:Decrypt", "kms:DescribeKey"],
        Condition: { StringEquals: { "aws:SourceArn": [source] } },
      },
    ]);
    for (const name of ["audit", "state", "operations"]) expect(key(environment, name)).toEqual([]);
  },
);

test("in the recovery Region no trail is made, but its landing bucket and key would let one in", () => {
  const standIn = own.replace("eu-west-1", "eu-central-1").replace("prod", "prod-dr");
  expect(landing(prod, "recovery").map((s) => s.Action[0])).toEqual(["s3:GetBucketAcl", "s3:PutObject"]);
  for (const at of [
    landing(prod, "recovery"),
    toTrails(of(prod, "aws_kms_replica_key", "replica_key_events", "recovery")),
  ])
    expect(JSON.stringify(at)).toContain(standIn);
});
