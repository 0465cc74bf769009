import { expect, test } from "vitest";
import { type PlanJson, type StatePlan, wholePlan } from "./plan.ts";
import { policiesOf } from "./policies.ts";

const document = JSON.stringify({ Version: "2012-10-17", Statement: [] });

const state = (name: string, resources: [string, object][], outputs: Record<string, string> = {}): StatePlan => ({
  state: name,
  plan: {
    planned_values: {
      root_module: {
        resources: resources.map(([address, values]) => ({
          address,
          type: address.split(".")[0] ?? "",
          mode: "managed",
          values: values as Record<string, unknown>,
        })),
      },
    },
    configuration: {
      root_module: {
        outputs: Object.fromEntries(
          Object.entries(outputs).map(([output, to]) => [output, { expression: { references: [to] } }]),
        ),
        resources: resources.map(([address]) => ({
          address,
          expressions: {
            bucket: {
              references: [
                "data.terraform_remote_state.cross-stack-reference-input-durable.outputs.bucket-name",
                "data.terraform_remote_state.upstream",
              ],
            },
          },
        })),
      },
    },
  },
});

const durable = state(
  "durable",
  [
    ["aws_s3_bucket.bronze", {}],
    ["aws_ssm_parameter.manifest", {}],
  ],
  {
    "bucket-name": "aws_s3_bucket.bronze",
  },
);
const runtime = state("runtime", [
  ["aws_s3_bucket_lifecycle_configuration.bronze", {}],
  ["aws_ssm_parameter.manifest", {}],
]);

const addresses = (plan: PlanJson): string[] => (plan.planned_values.root_module.resources ?? []).map((r) => r.address);

test("all states are one plan, and an address that two have is told apart", () => {
  expect(addresses(wholePlan([durable, runtime]))).toEqual([
    "aws_s3_bucket.bronze",
    "aws_ssm_parameter.manifest_durable",
    "aws_s3_bucket_lifecycle_configuration.bronze",
    "aws_ssm_parameter.manifest_runtime",
  ]);
});

test("what a state reads of another refers to the resource itself", () => {
  const [, , rules] = wholePlan([durable, runtime]).configuration.root_module.resources ?? [];
  expect(JSON.stringify(rules)).toContain('"references":["aws_s3_bucket.bronze"');
});

test("where two states have the same bucket, what belongs to each refers to its own", () => {
  const copy = state("recovery", [["aws_s3_bucket.bronze", {}]], { "bucket-name": "aws_s3_bucket.bronze.bucket" });
  const { resources = [] } = wholePlan([durable, copy, runtime]).configuration.root_module;
  const rules = resources.find((r) => r.address.startsWith("aws_s3_bucket_lifecycle_configuration"));
  expect(JSON.stringify(rules)).toContain('"references":["aws_s3_bucket.bronze_durable"');
});

test("policies are found wherever they stand, with what they are for", () => {
  const plan = wholePlan([
    state("runtime", [
      ["aws_iam_role.collect", { assume_role_policy: document, name: "collect" }],
      ["aws_iam_role_policy.collect", { policy: document }],
      ["aws_kms_key.events", { policy: document }],
    ]),
  ]);
  expect(policiesOf(plan).map((p) => [p.address, p.kind])).toEqual([
    ["aws_iam_role.collect", "trust"],
    ["aws_iam_role_policy.collect", "identity"],
    ["aws_kms_key.events", "resource"],
  ]);
});
