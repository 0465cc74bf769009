import { expect, test } from "vitest";
import { dev } from "../../../environments/dev.ts";
import { prod } from "../../../environments/prod.ts";
import { apiCost } from "../../../modules/api/cost.ts";
import { type FirewallProps, validateFirewall } from "../../../modules/api/firewall.ts";
import { type PlansProps, validatePlans } from "../../../modules/api/plans.ts";
import { apiRecovery } from "../../../modules/api/recovery.ts";
import { type RestApiProps, validateRestApi } from "../../../modules/api/rest-api.ts";
import { type Resource, statementsOf, synthesised } from "../../support/synthesised.ts";

const environments = { dev, prod };
const platforms = { dev: synthesised({ environment: dev }), prod: synthesised({ environment: prod }) };
const local = synthesised();
const one = (name: keyof typeof platforms, type: string): Resource["has"] => {
  const found = platforms[name].of(type);
  expect(found, type).toHaveLength(1);
  return found[0]!.has;
};

for (const name of ["dev", "prod"] as const) {
  const { api } = environments[name];
  if (api.kind !== "rest") throw new Error(`${name} has no API`);

  test(`${name}: the API answers at its own name alone, over TLS 1.2 and above`, () => {
    expect(one(name, "aws_api_gateway_rest_api")).toMatchObject({
      disable_execute_api_endpoint: true,
      endpoint_configuration: { types: ["REGIONAL"] },
    });
    expect(one(name, "aws_api_gateway_domain_name")).toMatchObject({ security_policy: "TLS_1_2" });
    expect(one(name, "aws_api_gateway_base_path_mapping")).toMatchObject({ base_path: "v1" });
    const [callers] = statementsOf(platforms[name].of("aws_api_gateway_rest_api_policy")[0]!);
    expect(callers?.Condition).toEqual({ Bool: { "aws:SecureTransport": "true" } });
  });

  test(`${name}: what is attached to the stage waits for it`, () => {
    const [stage] = platforms[name].of("aws_api_gateway_stage");
    const named = `\${${stage?.address}.stage_name}`;
    expect(one(name, "aws_api_gateway_base_path_mapping")["stage_name"]).toBe(named);
    for (const plan of platforms[name].of("aws_api_gateway_usage_plan"))
      expect(plan.has["api_stages"]).toMatchObject([{ stage: named }]);
  });

  test(`${name}: the document goes on to the entrance over TLS, and to nothing else`, () => {
    const body = String(one(name, "aws_api_gateway_rest_api")["body"]);
    const uris = [...body.matchAll(/"uri":"([^"]+)"/g)].map(([, uri]) => uri);
    expect(uris.length).toBeGreaterThanOrEqual(3);
    const { entrance } = environments[name];
    for (const uri of uris)
      expect(uri).toMatch(new RegExp(`^https://${"domain" in entrance ? entrance.domain : ""}/v1/`));
    expect(body).not.toContain("http://");
  });

  test(`${name}: another document or policy is deployed, and the stage is never without a deployment`, () => {
    const { triggers, lifecycle } = one(name, "aws_api_gateway_deployment") as { triggers: object; lifecycle: object };
    expect(Object.keys(triggers)).toEqual(["document", "policy"]);
    expect(lifecycle).toEqual({ create_before_destroy: true });
  });

  test(`${name}: the stage logs every request as JSON without a token, traces, and shows who it is`, () => {
    const stage = one(name, "aws_api_gateway_stage");
    expect(stage).toMatchObject({ stage_name: "v1", xray_tracing_enabled: true });
    expect(stage["client_certificate_id"]).toBeDefined();
    const { format } = stage["access_log_settings"] as { format: string };
    expect(JSON.parse(format)).toMatchObject({ customer: "$context.authorizer.customer", status: "$context.status" });
    expect(format).not.toMatch(/header|querystring|apiKey|principal/i);
  });

  test(`${name}: all requests together are throttled, errors are logged, whole requests are not`, () => {
    expect(one(name, "aws_api_gateway_method_settings")).toMatchObject({
      method_path: "*/*",
      settings: {
        logging_level: "ERROR",
        data_trace_enabled: false,
        metrics_enabled: true,
        throttling_rate_limit: api.throttle.perSecond,
        throttling_burst_limit: api.throttle.burst,
      },
    });
  });

  test(`${name}: both logs have our key and an end`, () => {
    const logs = platforms[name]
      .of("aws_cloudwatch_log_group")
      .filter((g) => /api-access|API-Gateway-Execution-Logs_/.test(String(g.has["name"])));
    expect(logs).toHaveLength(2);
    for (const { has } of logs) {
      expect(has["retention_in_days"]).toBe(environments[name].logs.retentionDays);
      expect(String(has["kms_key_id"])).toContain("key_operations");
    }
  });

  test(`${name}: each plan has a quota, a throttle and a first key`, () => {
    const plans = platforms[name].of("aws_api_gateway_usage_plan");
    expect(plans.map((p) => p.has["name"]).sort()).toEqual(
      Object.keys(api.plans)
        .map((plan) => `cap-${name}-${plan}`)
        .sort(),
    );
    for (const { has } of plans) {
      const plan = api.plans[String(has["name"]).replace(`cap-${name}-`, "")]!;
      expect(has["quota_settings"]).toEqual({ limit: plan.perMonth, period: "MONTH" });
      expect(has["throttle_settings"]).toEqual({ rate_limit: plan.perSecond, burst_limit: plan.burst });
    }
    expect(platforms[name].of("aws_api_gateway_usage_plan_key")).toHaveLength(plans.length);
    expect(platforms[name].of("aws_api_gateway_api_key")).toHaveLength(plans.length);
  });

  test(`${name}: API Gateway may call the authoriser's alias, as an authoriser of this API alone`, () => {
    const permission = platforms[name].of("aws_lambda_permission").find((p) => p.address.includes("api_authorizer"));
    expect(permission?.has).toMatchObject({ principal: "apigateway.amazonaws.com" });
    expect(String(permission?.has["source_arn"])).toMatch(/aws_api_gateway_rest_api\..*\/authorizers\/\*$/);
  });

  test(`${name}: errors, latency and the part behind it are watched, latency as a percentile`, () => {
    const alarms = platforms[name]
      .of("aws_cloudwatch_metric_alarm")
      .filter((a) => a.has["namespace"] === "AWS/ApiGateway");
    const seen = Object.fromEntries(
      alarms.map((a) => [a.has["metric_name"], a.has["extended_statistic"] ?? a.has["statistic"]]),
    );
    expect(seen).toEqual({ "4XXError": "Average", "5XXError": "Average", Latency: "p90", IntegrationLatency: "p90" });
  });
}

test("one role in each of the account's Regions writes the logs of every API there, and reaches log groups of APIs only", () => {
  for (const name of ["dev", "prod"] as const) {
    const account = platforms[name].stacks["account"]!;
    const settings = account.resources.filter((r) => r.type === "aws_api_gateway_account");
    const regions = settings.map((r) => r.has["provider"] ?? "aws");
    expect(regions).toEqual(name === "prod" ? ["aws", "aws.eu-central-1"] : ["aws"]);
    const policies = account.resources.filter(
      (r) => r.type === "aws_iam_role_policy" && r.address.includes("api-logging"),
    );
    expect(policies).toHaveLength(settings.length);
    const written = policies.flatMap((p) => statementsOf(p)).filter((s) => s.Action.includes("logs:PutLogEvents"));
    for (const arn of written.flatMap((s) => s.Resource))
      expect(arn).toMatch(/log-group:(API-Gateway-Execution-Logs_|\/cap\/)/);
    expect(platforms[name].of("aws_api_gateway_account")).toHaveLength(settings.length);
  }
});

test("the firewall stands in front of the API and of the entrance, and keeps what it refused without tokens", () => {
  const resources = platforms.prod.of("aws_wafv2_web_acl_association").map((a) => String(a.has["resource_arn"]));
  expect(resources.map((arn) => /aws_(\w+)\./.exec(arn)?.[1]).sort()).toEqual(["api_gateway_stage", "lb"]);
  const logging = one("prod", "aws_wafv2_web_acl_logging_configuration");
  expect(JSON.stringify(logging["redacted_fields"])).toContain("authorization");
});

test("AWS's rules refuse, an address is slowed down, and what the API hands on is counted once", () => {
  const rules = one("prod", "aws_wafv2_web_acl")["rule"] as {
    name: string;
    statement: object;
    override_action?: object;
  }[];
  const managed = rules.filter((r) => JSON.stringify(r.statement).includes("AWSManagedRules"));
  expect(managed).toHaveLength(3);
  for (const rule of managed) expect(rule.override_action).toEqual({ none: {} });
  const rate = rules.find((r) => r.name === "rate")?.statement as { rate_based_statement: { limit: number } };
  const { api } = prod;
  const fastest = api.kind === "rest" ? Math.max(...Object.values(api.plans).map((p) => p.perSecond)) : 0;
  expect(rate.rate_based_statement.limit).toBeGreaterThan(fastest * 300);
  expect(JSON.stringify(rate)).toMatch(/not_statement.*x-amzn-apigateway-api-id/);
});

test("dev pays for no firewall, and local has no API at all", () => {
  expect(platforms.dev.of("aws_wafv2_web_acl")).toEqual([]);
  expect(local.resources.filter((r) => /^aws_(api_gateway|wafv2)_/.test(r.type))).toEqual([]);
});

test("validators name every wrong field at once", () => {
  const fields = (faults: readonly { field: string }[]) => faults.map((f) => f.field);
  const api: Partial<RestApiProps> = { backend: "https://a/b", throttle: { perSecond: 0, burst: 9_000 } };
  expect(fields(validateRestApi(api as RestApiProps))).toEqual(["backend", "throttle.perSecond", "throttle.burst"]);
  const plans: Partial<PlansProps<"big">> = {
    throttle: { perSecond: 10, burst: 20 },
    plans: { big: { perSecond: 11, burst: 21, perMonth: 0.5 } },
  };
  const want = ["plans.big.perSecond", "plans.big.burst", "plans.big.perMonth"];
  expect(fields(validatePlans(plans as PlansProps<"big">))).toEqual(want);
  const firewall: Partial<FirewallProps> = { protects: {}, perAddress: 5 };
  expect(fields(validateFirewall(firewall as FirewallProps))).toEqual(["protects", "perAddress"]);
});

test("without requests the API costs its firewall, and without that nothing", () => {
  const fixed = (api: typeof prod.api) =>
    apiCost({ api, requestsPerMonth: 1_000_000 })
      .filter((l) => l.basis === "fixed")
      .map((l) => [l.price, l.quantity]);
  expect(fixed(prod.api)).toEqual([
    ["firewall", 1],
    ["firewallRule", 4],
  ]);
  expect(fixed(dev.api)).toEqual([]);
  expect(apiCost({ api: { kind: "none" }, requestsPerMonth: 1 })).toEqual([]);
  expect(apiRecovery("pilot-light").map((l) => l.after)).toEqual(["node", "zone", "region"]);
});
