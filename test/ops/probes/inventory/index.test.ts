import { readdirSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import type { Enumerator } from "../../../../ops/probes/inventory/enumerator.ts";
import { enumerators } from "../../../../ops/probes/inventory/index.ts";
import { knownOf } from "../../../../ops/probes/inventory/known.ts";
import { removalOf } from "../../../../ops/probes/inventory/removal.ts";
import { coverageOf } from "../../../../ops/probes/inventory/search.ts";

const folder = join(import.meta.dirname, "../../../../ops/probes/inventory");
const notEnumerators = [
  "attempt.ts",
  "enumerator.ts",
  "found.ts",
  "index.ts",
  "known.ts",
  "ours.ts",
  "removal.ts",
  "search.ts",
];
const files = readdirSync(folder).filter((file) => !notEnumerators.includes(file));

const isEnumerator = (value: unknown): value is Enumerator =>
  typeof value === "object" && value !== null && "unmanaged" in value;

test("the list holds every enumerator of the folder, one per file", async () => {
  const all = await Promise.all(
    files.map(async (file) => {
      const exported: Record<string, unknown> = await import(join(folder, file));
      const found = Object.values(exported).filter(isEnumerator);
      expect(found, file).toHaveLength(1);
      return found[0];
    }),
  );
  expect(new Set(enumerators)).toEqual(new Set(all));
  expect(enumerators).toHaveLength(files.length);
});

test("each type has one enumerator, and each enumerator says which calls it makes", () => {
  const types = enumerators.flatMap(({ types }) => types);
  expect(types).toHaveLength(new Set(types).size);
  for (const { types, calls } of enumerators) {
    expect(types.length, calls.join()).toBeGreaterThan(0);
    expect(calls.length, types.join()).toBeGreaterThan(0);
    for (const call of calls) expect(call).toMatch(/^[a-z0-9]+:(List|Describe|Get)[A-Za-z0-9]+$/);
  }
});

test("of each type that is told it is known how it is removed", () => {
  const without = enumerators
    .flatMap(({ types }) => types)
    .filter((type) => removalOf({ type, id: "a/b:c:d", name: "x", ours: "y" }).length === 0);
  expect(without).toEqual([]);
});

test("what the issue asks for is enumerated", () => {
  const types = enumerators.flatMap(({ types }) => types);
  for (const asked of [
    "aws_security_group",
    "aws_vpc_security_group_ingress_rule",
    "aws_iam_role",
    "aws_iam_role_policy_attachment",
    "aws_iam_role_policy",
    "aws_s3_bucket",
    "aws_msk_cluster",
    "aws_msk_configuration",
    "aws_ecs_service",
    "aws_ecs_task_definition",
    "aws_lambda_function",
    "aws_lambda_event_source_mapping",
    "aws_sqs_queue",
    "aws_sns_topic_subscription",
    "aws_dynamodb_table",
    "aws_cloudwatch_log_group",
    "aws_cloudwatch_metric_alarm",
    "aws_cloudwatch_event_rule",
    "aws_kms_alias",
    "aws_vpc_endpoint",
    "aws_network_interface",
    "aws_glue_catalog_table",
  ])
    expect(types).toContain(asked);
});

test("coverage parts the types of the states, each once, in the order of the alphabet", () => {
  const of = (type: string) => ({ state: "runtime", address: `${type}.x`, type, values: {} });
  const known = knownOf(["aws_vpc", "aws_sqs_queue", "aws_eip", "aws_sqs_queue", "aws_iam_role"].map(of));
  const notEnumerated = ["aws_eip", "aws_vpc"];
  expect(coverageOf(known, [])).toEqual({
    enumerated: ["aws_iam_role", "aws_sqs_queue"],
    notAnswered: [],
    notEnumerated,
  });
  expect(coverageOf(known, ["aws_sqs_queue", "aws_sns_topic"])).toEqual({
    enumerated: ["aws_iam_role"],
    notAnswered: ["aws_sqs_queue"],
    notEnumerated,
  });
});
