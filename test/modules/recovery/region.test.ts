import { expect, test } from "vitest";
import { durableManifest } from "../../../contracts/manifest.ts";
import { dev } from "../../../environments/dev.ts";
import { prod } from "../../../environments/prod.ts";
import { validateEntranceCheck } from "../../../modules/recovery/entrance-check.ts";
import { type Resource, synthesised } from "../../support/synthesised.ts";

const primary = synthesised({ environment: prod });
const anew = synthesised({ environment: prod, site: "recovery" });
const of = (stack: { readonly resources: readonly Resource[] } | undefined, type: string): readonly Resource[] =>
  (stack?.resources ?? []).filter((r) => r.type === type);

test("runtime of the recovery site reads no state but recovery's", () => {
  expect(anew.runtime.text).toContain("cross-stack-reference-input-recovery");
  expect(anew.runtime.text).not.toContain("cross-stack-reference-input-durable");
});

test("what recovery hands on holds nothing that only the lost Region knows", () => {
  const { output = {} } = JSON.parse(anew.stacks["recovery"]?.text ?? "{}") as { output?: Record<string, object> };
  expect(Object.keys(output).length).toBeGreaterThan(10);
  for (const [name, value] of Object.entries(output))
    expect(JSON.stringify(value), name).not.toContain("terraform_remote_state");
});

test("recovery tells ops what durable tells them, under its own name", () => {
  const [parameter] = of(anew.stacks["recovery"], "aws_ssm_parameter");
  expect(parameter?.has["name"]).toBe("/cap/prod-dr/manifest/durable");
  const told = durableManifest.parse(JSON.parse(String(parameter?.has["value"])));
  const [there] = of(primary.durable, "aws_ssm_parameter");
  const here = durableManifest.parse(JSON.parse(String(there?.has["value"])));
  // What is installed is built anew, so nothing is copied into the bucket that it is installed from.
  const copied = Object.keys(here.buckets).filter((part) => part !== "artifacts");
  expect(Object.keys(told.buckets)).toEqual(copied);
  expect(Object.keys(told.tables)).toEqual(Object.keys(here.tables));
  for (const name of Object.values(told.tables)) expect(name).toMatch(/^cap-prod-/);
});

test("images are copied into repositories of the same name, and every table has a replica", () => {
  const names = (s: typeof primary.durable | undefined) => of(s, "aws_ecr_repository").map((r) => r.has["name"]);
  expect(names(primary.stacks["recovery"])).toEqual(names(primary.durable));
  expect(of(primary.stacks["recovery"], "aws_dynamodb_table_replica")).toHaveLength(
    of(primary.durable, "aws_dynamodb_table").length,
  );
});

test("two Regions share the entrance's name: the primary answers while its check is well", () => {
  const shared = (s: typeof primary) =>
    of(s.runtime, "aws_route53_record").filter((r) => r.has["failover_routing_policy"] !== undefined);
  const [first] = shared(primary);
  const [second] = shared(anew);
  expect(first?.has["failover_routing_policy"]).toMatchObject({ type: "PRIMARY" });
  expect(first?.has["health_check_id"]).toContain("recovery");
  expect(second?.has["failover_routing_policy"]).toMatchObject({ type: "SECONDARY" });
  expect(second?.has["name"]).toEqual(first?.has["name"]);
  expect(first?.has["set_identifier"]).not.toBe(second?.has["set_identifier"]);
});

test("the check asks a name that never leads to the other Region, over TLS", () => {
  const [check] = of(primary.stacks["recovery"], "aws_route53_health_check");
  expect(check?.has).toMatchObject({ type: "HTTPS", fqdn: "eu-west-1.cap.example.com", resource_path: "/healthz" });
  const record = of(primary.runtime, "aws_route53_record").find((r) => r.has["name"] === check?.has["fqdn"]);
  expect(record?.has["failover_routing_policy"]).toBeUndefined();
  expect(record?.has["alias"]).toBeDefined();
});

test("who watches the entrance stands in the Region where Route 53 keeps its metrics, topic and key too", () => {
  const { resources = [] } = primary.stacks["recovery"] ?? {};
  const outside = resources.filter((r) => r.address.includes("outside_") || r.address.includes("key_pages"));
  const types = new Set(outside.map((r) => r.type));
  for (const type of ["aws_cloudwatch_metric_alarm", "aws_sns_topic", "aws_kms_key"]) expect(types).toContain(type);
  for (const r of outside) expect(r.has["provider"], r.address).toBe("aws.us-east-1");
  for (const r of resources.filter((r) => !outside.includes(r))) expect(r.has["provider"], r.address).toBeUndefined();
});

test("copies that are late are told in the Region of the copies", () => {
  const alarms = of(primary.stacks["recovery"], "aws_cloudwatch_metric_alarm");
  expect(alarms.filter((a) => a.has["metric_name"] === "ReplicationLatency")).toHaveLength(5);
  const here = of(primary.runtime, "aws_cloudwatch_metric_alarm");
  expect(here.filter((a) => a.has["namespace"] === "AWS/S3" && a.has["metric_name"] === "ReplicationLatency")).toEqual(
    [],
  );
});

test("where nothing is copied the name is one Region's alone", () => {
  const small = synthesised({ environment: dev });
  expect(small.stacks["recovery"]).toBeUndefined();
  for (const r of of(small.runtime, "aws_route53_record")) expect(r.has["failover_routing_policy"]).toBeUndefined();
});

test("a path is a path", () => {
  expect(validateEntranceCheck({ place: prod, fqdn: "a.b", path: "healthz" })).toHaveLength(1);
  expect(validateEntranceCheck({ place: prod, fqdn: "a.b", path: "/healthz" })).toEqual([]);
});
