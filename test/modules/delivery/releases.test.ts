import { expect, test } from "vitest";
import { dev } from "../../../environments/dev.ts";
import { prod } from "../../../environments/prod.ts";
import { validateArtifacts } from "../../../modules/delivery/artifacts.ts";
import { type FunctionReleasesProps, validateFunctionReleases } from "../../../modules/delivery/function-releases.ts";
import { statementsOf, synthesised } from "../../support/synthesised.ts";

const promoted = synthesised({ environment: prod });
const plain = synthesised({ environment: dev });

test("where Terraform brings what runs there is nothing to promote with", () => {
  expect(plain.resources.filter((r) => r.type.startsWith("aws_codedeploy_"))).toEqual([]);
  expect(JSON.stringify(plain.of("aws_lb_target_group"))).not.toContain("-next");
  expect(plain.durable.text).not.toContain("bucket_artifacts");
});

test("every function has a group that leads its callers over, and its alias is the deploy tool's from then on", () => {
  const functions = promoted.runtime.resources.filter((r) => r.type === "aws_lambda_alias");
  const groups = promoted.of("aws_codedeploy_deployment_group");
  expect(functions.length).toBeGreaterThan(1);
  expect(groups).toHaveLength(functions.length);
  for (const alias of functions)
    expect(alias.has["lifecycle"]).toEqual({ ignore_changes: ["function_version", "routing_config"] });
});

test("a release of a function stops at the first alarm, and goes back by itself", () => {
  const alarms = new Set(promoted.of("aws_cloudwatch_metric_alarm").map((a) => a.has["alarm_name"]));
  for (const { has, address } of promoted.of("aws_codedeploy_deployment_group")) {
    const { enabled, alarms: watched } = has["alarm_configuration"] as { enabled: boolean; alarms: string[] };
    expect(enabled).toBe(true);
    expect(watched.length, address).toBeGreaterThan(0);
    for (const name of watched) expect(alarms, address).toContain(name);
    expect(has["auto_rollback_configuration"]).toMatchObject({ enabled: true });
    expect(JSON.stringify(has["auto_rollback_configuration"])).toContain("DEPLOYMENT_STOP_ON_ALARM");
  }
});

test("the few that try a release do so for as long as the slowest alarm that stops it on errors needs", () => {
  const [config] = promoted.of("aws_codedeploy_deployment_config");
  const { time_based_canary: canary } = config!.has["traffic_routing_config"] as {
    time_based_canary: { interval: number; percentage: number };
  };
  const errors = promoted
    .of("aws_cloudwatch_metric_alarm")
    .find((a) => a.has["alarm_name"] === "cap-prod-freshness-errors");
  const seconds = Number(errors?.has["period"]) * Number(errors?.has["evaluation_periods"]);
  expect(canary.interval * 60).toBeGreaterThanOrEqual(seconds);
});

test("each served service has a second target group, and its rule is the deploy tool's", () => {
  const names = promoted.of("aws_lb_target_group").map((r) => r.has["name"]);
  for (const service of ["control", "web"]) expect(names).toContain(`cap-prod-${service}-next`);
  for (const r of promoted.of("aws_lb_listener"))
    expect(r.has["lifecycle"]).toEqual({ ignore_changes: ["default_action"] });
  for (const r of promoted.of("aws_lb_listener_rule"))
    expect(r.has["lifecycle"]).toEqual({ ignore_changes: ["action"] });
});

test("whoever watches or follows one of the two groups does so with the other", () => {
  const groups = promoted.of("aws_lb_target_group");
  const suffixOf = (name: unknown) => `\${${groups.find((g) => g.has["name"] === name)?.address}.arn_suffix}`;
  const watching = [...promoted.of("aws_cloudwatch_metric_alarm"), ...promoted.of("aws_appautoscaling_policy")];
  for (const service of ["control", "web"]) {
    const both = [`cap-prod-${service}`, `cap-prod-${service}-next`].map(suffixOf);
    const told = watching
      .map((r) => ({ address: r.address, names: both.filter((s) => JSON.stringify(r.has).includes(s)) }))
      .filter(({ names }) => names.length > 0);
    expect(told).toEqual(told.map(({ address }) => ({ address, names: both })));
    // Its alarm, and what its number of tasks follows.
    expect(told).toHaveLength(2);
  }
  const unhealthy = promoted
    .of("aws_cloudwatch_metric_alarm")
    .find((a) => a.has["alarm_name"] === "cap-prod-web-unhealthy");
  expect(JSON.stringify(unhealthy?.has["metric_query"])).toContain("MAX([first, next])");
});

test("what leads clients over can move this environment's rules, aliases and targets, and nothing else", () => {
  const roles = promoted.of("aws_iam_role_policy").filter((r) => /blue-green|function-releases/.test(r.address));
  expect(roles).toHaveLength(2);
  for (const s of roles.flatMap((r) => statementsOf(r)))
    if (!s.Action.every((a) => a.includes(":Describe")))
      for (const arn of s.Resource) expect(arn).toMatch(/cap-prod|aws_lambda_function\.(freshness|authorizer)/);
});

test("releases are kept: versioned, under a key of ours, their readers written down, gone after a year", () => {
  const named = (type: string) =>
    promoted.durable.resources.find((r) => r.type === type && String(r.has["bucket"]).includes("bucket_artifacts"));
  expect(JSON.stringify(named("aws_s3_bucket_versioning")?.has)).toContain("Enabled");
  expect(JSON.stringify(named("aws_s3_bucket_server_side_encryption_configuration")?.has)).toContain("key_operations");
  expect(named("aws_s3_bucket_logging")?.has["target_prefix"]).toBe("artifacts/");
  expect(JSON.stringify(named("aws_s3_bucket_lifecycle_configuration")?.has)).toContain('"expiration":[{"days":365}]');
});

test("every fault is found at once", () => {
  expect(validateArtifacts({ keepDays: 1 } as never).map((f) => f.field)).toEqual(["keepDays"]);
  const props = { canaryPercent: 100, canaryMinutes: 0, functions: { f: { alarms: [] } } };
  const faults = validateFunctionReleases(props as unknown as FunctionReleasesProps);
  expect(faults.map((f) => f.field)).toEqual(["canaryPercent", "canaryMinutes", "functions.f.alarms"]);
});
