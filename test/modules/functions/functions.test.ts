import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { dev } from "../../../environments/dev.ts";
import type { Environment } from "../../../environments/environment.ts";
import { prod } from "../../../environments/prod.ts";
import { concurrencyAlarm } from "../../../modules/functions/alarms.ts";
import { functionsCost } from "../../../modules/functions/cost.ts";
import { type FunctionProps, validateFunction } from "../../../modules/functions/function.ts";
import { functionsRecovery } from "../../../modules/functions/recovery.ts";
import { type Resource, statementsOf, synthesised } from "../../support/synthesised.ts";

const platforms = { dev: synthesised({ environment: dev }), prod: synthesised({ environment: prod }) };
const local = synthesised();
const functionsOf = (name: keyof typeof platforms): readonly Resource[] => platforms[name].of("aws_lambda_function");
const idOf = ({ address }: Resource): string => address.slice(address.indexOf(".") + 1);

for (const name of ["dev", "prod"] as const) {
  test(`${name}: every function has an architecture, a role, a dead-letter queue and a JSON log of its own`, () => {
    const functions = functionsOf(name);
    expect(functions.length).toBeGreaterThanOrEqual(2);
    const own = (attribute: string) => new Set(functions.map((f) => JSON.stringify(f.has[attribute])));
    for (const f of functions) {
      expect(f.has["architectures"], f.address).toEqual(["arm64"]);
      expect(f.has["logging_config"]).toMatchObject({ log_format: "JSON" });
      expect(JSON.stringify(f.has["dead_letter_config"])).toContain("dead-letters");
    }
    for (const attribute of ["role", "dead_letter_config", "logging_config"])
      expect(own(attribute).size, attribute).toBe(functions.length);
  });

  test(`${name}: callers get a version by its alias, never the function itself`, () => {
    const aliases = platforms[name].of("aws_lambda_alias").map((a) => String(a.has["function_name"]));
    for (const f of functionsOf(name))
      expect(
        aliases.some((a) => a.includes(idOf(f))),
        f.address,
      ).toBe(true);
    for (const permission of platforms[name].of("aws_lambda_permission"))
      expect(permission.has["qualifier"], permission.address).toBeDefined();
  });

  test(`${name}: what is traced may send traces, and nothing else gains a permission by it`, () => {
    for (const f of functionsOf(name)) {
      expect(f.has["tracing_config"], f.address).toEqual({ mode: "Active" });
      const role = /aws_iam_role\.([\w-]+)/.exec(String(f.has["role"]))?.[1] ?? "";
      const policy = platforms[name].of("aws_iam_role_policy").find((p) => String(p.has["role"]).includes(role));
      const tracing = statementsOf(policy!).filter((s) => s.Action.some((a) => a.startsWith("xray:")));
      expect(tracing.map((s) => s.Action)).toEqual([["xray:PutTraceSegments", "xray:PutTelemetryRecords"]]);
    }
  });

  test(`${name}: every function tells of errors, throttles and slow runs`, () => {
    const alarms = platforms[name].of("aws_cloudwatch_metric_alarm");
    for (const f of functionsOf(name)) {
      const own = alarms.filter((a) => JSON.stringify(a.has["dimensions"] ?? {}).includes(`.${idOf(f)}.`));
      const metrics = own.map((a) => a.has["metric_name"]);
      expect(metrics, f.address).toEqual(expect.arrayContaining(["Errors", "Throttles", "Duration"]));
    }
  });
}

test("a function that nobody traces asks for no permission to", () => {
  expect(local.of("aws_lambda_function")[0]?.has["tracing_config"]).toEqual({ mode: "PassThrough" });
  expect(local.runtime.text).not.toContain("xray:PutTraceSegments");
});

test("runs are kept for a function only where the environment is protected: a new account has ten in all", () => {
  for (const f of functionsOf("prod")) expect(f.has["reserved_concurrent_executions"], f.address).toBeGreaterThan(0);
  for (const f of functionsOf("dev")) expect(f.has["reserved_concurrent_executions"], f.address).toBeUndefined();
  const zero: Partial<FunctionProps> = { reservedConcurrency: 0 };
  expect(validateFunction(zero as FunctionProps).map((f) => f.field)).toEqual(["reservedConcurrency"]);
});

test("the account's concurrency is watched once, without a dimension, before it is used up", () => {
  for (const platform of Object.values(platforms)) {
    const found = platform.of("aws_cloudwatch_metric_alarm");
    expect(found.filter((a) => a.has["metric_name"] === "ClaimedAccountConcurrency")).toHaveLength(1);
  }
  expect(concurrencyAlarm(100)).toMatchObject({ statistic: "Maximum", when: { above: 90 } });
});

test("the authoriser may read the one secret that it compares with, and is told its name, not its value", () => {
  const role = platforms.prod.of("aws_iam_role_policy").find((r) => r.address.includes("authorizer_role"));
  const reads = statementsOf(role!).filter((s) => s.Action.includes("secretsmanager:GetSecretValue"));
  expect(reads.flatMap((s) => s.Resource)).toHaveLength(1);
  const f = functionsOf("prod").find((r) => r.address.includes("authorizer"));
  const { variables } = f!.has["environment"] as { variables: Record<string, string> };
  expect(Object.keys(variables).sort()).toEqual([
    "API_TOKEN_SECRET",
    "CAP_ENV",
    "CUSTOMERS_TABLE",
    "PLAN_KEYS",
    "USAGE_KEY",
  ]);
  const code = readFileSync("services/authorize/index.ts", "utf8");
  for (const name of Object.keys(variables)) expect(code).toContain(`${name}:`);
  // Terraform fills in the values: what stands around them has to stay JSON.
  const keys = JSON.parse(variables["PLAN_KEYS"] ?? "") as Record<string, string>;
  expect(Object.keys(keys)).toEqual(Object.keys(prod.api.kind === "rest" ? prod.api.plans : {}));
  for (const value of Object.values(keys)) expect(value).toMatch(/^\$\{aws_api_gateway_api_key\..+\.value\}$/);
  expect(Object.values(keys)).toContain(variables["USAGE_KEY"]);
});

test("a million calls of 100 ms on 256 MiB are 25,000 GB-seconds", () => {
  const cost = functionsCost([{ name: "f", callsPerMonth: 1_000_000, seconds: 0.1, memoryMib: 256 }]);
  expect(cost.map((l) => [l.price, l.quantity])).toEqual([
    ["lambdaRequests", 1],
    ["lambdaArm", 25_000],
  ]);
  expect(functionsRecovery("backups").map((l) => l.after)).not.toContain("region");
});

test("a function that nothing calls any more is told where somebody is on call, after an hour of silence", () => {
  const uncalled = (environment: Environment) =>
    synthesised({ environment })
      .of("aws_cloudwatch_metric_alarm")
      .filter((a) => String(a.has["alarm_name"]).endsWith("-freshness-uncalled"));
  expect(uncalled(dev)).toEqual([]);
  expect(uncalled(prod).map((a) => a.has)).toEqual([
    expect.objectContaining({
      metric_name: "Invocations",
      statistic: "Sum",
      period: 3_600,
      threshold: 1,
      comparison_operator: "LessThanThreshold",
      treat_missing_data: "breaching",
    }),
  ]);
});
