import { expect, test } from "vitest";
import { bucketNames, names } from "../../../contracts/names.ts";
import { dev } from "../../../environments/dev.ts";
import { prod } from "../../../environments/prod.ts";
import { staging } from "../../../environments/staging.ts";
import { validateEvidence } from "../../../modules/audit/evidence.ts";
import { type TrailProps, validateTrail } from "../../../modules/audit/trail.ts";
import { statementsOf, synthesised } from "../../support/synthesised.ts";

const platform = synthesised({ environment: prod });
const account = platform.stacks["account"]!;
const of = (type: string) => account.resources.filter((r) => r.type === type);
const [trail] = of("aws_cloudtrail");

interface Selector {
  readonly field_selector: readonly { readonly field: string; readonly starts_with?: readonly string[] }[];
}
const watched = (from = account): readonly string[] =>
  (from.resources.find((r) => r.type === "aws_cloudtrail")!.has["advanced_event_selector"] as Selector[])
    .flatMap((s) => s.field_selector)
    .flatMap((s) => s.starts_with ?? []);

test("the trail sees every Region, proves its files, is encrypted, and looks for the unusual", () => {
  expect(trail?.has).toMatchObject({
    is_multi_region_trail: true,
    include_global_service_events: true,
    enable_log_file_validation: true,
    enable_logging: true,
    kms_key_id: expect.stringContaining("key_production-audit"),
    lifecycle: { prevent_destroy: true },
  });
  expect(JSON.stringify(trail?.has["insight_selector"])).toMatch(/ApiCallRateInsight.*ApiErrorRateInsight/);
});

test("objects of every bucket of every environment of the account are watched, but for results and logs of access", () => {
  const parts = bucketNames.filter((part) => part !== "results" && part !== "access-logs");
  const shared = synthesised({ environment: dev }).stacks["account"]!;
  for (const place of [dev, staging])
    for (const part of parts) expect(watched(shared)).toContain(`arn:aws:s3:::${names.bucket(place, part)}/`);
  for (const part of parts)
    expect(watched()).toContain(`arn:aws:s3:::${names.bucket({ ...prod, name: "prod-dr" }, part)}/`);
  expect(watched().filter((arn) => /results|-logs/.test(arn))).toEqual([]);
  expect(
    watched().filter((arn) => /-trail-/.test(arn)),
    "a trail that watched itself would never rest",
  ).toEqual([]);
});

test("records of the trail cannot be deleted before their time, by nobody", () => {
  const [lock] = of("aws_s3_bucket_object_lock_configuration");
  expect(JSON.stringify(lock?.has)).toMatch(/bucket_trail_eu-west-1.*"days":365,"mode":"COMPLIANCE"/);
});

test("Config's records, which no lock may hold, are kept by a policy and by versions", () => {
  const config = of("aws_s3_bucket").find((r) => r.address.includes("bucket_config_"))!;
  expect(config.has["object_lock_enabled"]).toBe(false);
  const policy = of("aws_s3_bucket_policy").find((r) => String(r.has["bucket"]).includes(config.address))!;
  const keep = statementsOf(policy).find((s) => s.Action.includes("s3:DeleteObjectVersion"));
  expect(keep).toMatchObject({ Effect: "Deny", Principal: "*" });
});

test("a service delivers evidence on behalf of our account alone, below its own prefix", () => {
  const deliveries = of("aws_s3_bucket_policy")
    .flatMap((r) => statementsOf(r))
    .filter((s) => s.Action.includes("s3:PutObject"));
  expect(deliveries).toHaveLength(2);
  for (const { Condition, Resource } of deliveries) {
    expect(JSON.stringify(Condition)).toMatch(/aws:Source(Arn|Account)":"[^"]*345678901234/);
    for (const resource of Resource) expect(resource).toMatch(/\/AWSLogs\/345678901234\//);
  }
});

test("evidence is a lock of whole days, and watched buckets are named whole", () => {
  const base = { place: prod, logsTo: { name: "l" }, auditor: "a", safety: "protected" } as const;
  const key = { arn: "k", id: "k", alias: "k" };
  expect(validateEvidence({ ...base, key, lockDays: 0.5 }).map((f) => f.field)).toEqual(["lockDays"]);
  expect(validateTrail({ watchedBuckets: ["cap-*"] } as unknown as TrailProps)).toHaveLength(1);
});
