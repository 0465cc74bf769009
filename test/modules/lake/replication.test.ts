import { expect, test } from "vitest";
import { prod } from "../../../environments/prod.ts";
import { replicationFailureAlarm, replicationLatencyAlarms } from "../../../modules/lake/alarms.ts";
import {
  type CopiedPart,
  copiedParts,
  type ReplicationProps,
  validateReplication,
} from "../../../modules/lake/replication.ts";
import { statementsOf, synthesised } from "../../support/synthesised.ts";

const platform = synthesised({ environment: prod });
const rules = platform.of("aws_s3_bucket_replication_configuration");
const parts = Object.keys(copiedParts) as CopiedPart[];

interface Rule {
  readonly delete_marker_replication: { readonly status: string };
  readonly destination: {
    readonly bucket: string;
    readonly encryption_configuration: { readonly replica_kms_key_id: string };
    readonly metrics: { readonly status: string };
    readonly replication_time?: object;
  };
}
const ruleOf = (part: CopiedPart): Rule =>
  (rules.find((r) => r.address.includes(`replication_${part}_`))!.has["rule"] as Rule[])[0]!;

test("what cannot be made again is copied within 15 minutes, what is made from it follows", () => {
  expect(rules).toHaveLength(parts.length);
  for (const part of ["bronze", "quarantine", "audit"] as const)
    expect(ruleOf(part).destination.replication_time).toEqual({ status: "Enabled", time: { minutes: 15 } });
  for (const part of ["silver", "gold"] as const) expect(ruleOf(part).destination.replication_time).toBeUndefined();
});

test.each(parts)("%s: the copy is in the other Region, under a key of that Region, and is counted", (part) => {
  const { destination } = ruleOf(part);
  expect(destination.bucket).toMatch(new RegExp(`input-recovery.*bucket_${part}arn`));
  expect(destination.encryption_configuration.replica_kms_key_id).toMatch(/input-recovery.*kms/);
  expect(destination.metrics.status).toBe("Enabled");
});

test("whoever deletes here deletes nothing there: no rule, and no permission", () => {
  for (const part of parts) expect(ruleOf(part).delete_marker_replication).toEqual({ status: "Disabled" });
  const policy = platform.of("aws_iam_role_policy").find((r) => r.address.includes("replication_role_policy"))!;
  const actions = statementsOf(policy).flatMap((s) => s.Action);
  expect(actions.filter((a) => /Delete/.test(a))).toEqual([]);
});

test("S3 may use the keys for replication through S3 only, each in its Region", () => {
  const policy = platform.of("aws_iam_role_policy").find((r) => r.address.includes("replication_role_policy"))!;
  const byKey = statementsOf(policy).filter((s) => s.Action.some((a) => a.startsWith("kms:")));
  expect(byKey.length).toBeGreaterThan(0);
  for (const s of byKey) {
    const via = s.Action.includes("kms:Decrypt") ? "s3.eu-west-1.amazonaws.com" : "s3.eu-central-1.amazonaws.com";
    expect(s.Condition).toEqual({ StringEquals: { "kms:ViaService": via } });
  }
});

test("every copy that fails is told here, every copy that is late in the other Region", () => {
  const alarms = platform.stacks["runtime"]!.resources.filter((r) => r.type === "aws_cloudwatch_metric_alarm");
  const failed = alarms.filter((a) => a.has["metric_name"] === "OperationsFailedReplication");
  expect(failed).toHaveLength(parts.length);
  for (const { has } of failed) {
    expect(has).toMatchObject({ statistic: "Maximum", threshold: 0, treat_missing_data: "ignore" });
    expect(Object.keys(has["dimensions"] as object).sort()).toEqual(["DestinationBucket", "RuleId", "SourceBucket"]);
  }
  expect(
    alarms.filter((a) => a.has["metric_name"] === "ReplicationLatency" && a.has["namespace"] === "AWS/S3"),
  ).toEqual([]);
});

test("a copy is late after S3's promise where it gave one, and much later elsewhere", () => {
  const copied = parts.map((part) => ({ part, source: part, destination: `${part}-dr`, ruleId: "whole-bucket" }));
  const limits = Object.fromEntries(replicationLatencyAlarms(copied).map((a) => [a.name, a.when]));
  expect(limits["bronze-replication-latency"]).toEqual({ above: 900 });
  expect(limits["silver-replication-latency"]).toEqual({ above: 21_600 });
  expect(replicationFailureAlarm(copied[0]!).name).toBe("bronze-replication-failures");
});

test("an environment without a second Region copies nothing", () => {
  const local = synthesised();
  expect(local.of("aws_s3_bucket_replication_configuration")).toEqual([]);
});

test("a copy in the same Region is refused", () => {
  const props = { place: prod, toRegion: prod.region } as unknown as ReplicationProps;
  expect(validateReplication(props).map((f) => f.field)).toEqual(["toRegion"]);
});
