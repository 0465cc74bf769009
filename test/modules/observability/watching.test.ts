import { expect, test } from "vitest";
import { serviceNames } from "../../../contracts/names.ts";
import { dev } from "../../../environments/dev.ts";
import { local } from "../../../environments/local.ts";
import { prod } from "../../../environments/prod.ts";
import { pagingDomains } from "../../../modules/observability/alarm.ts";
import { observabilityCost } from "../../../modules/observability/cost.ts";
import { validateEventAlarms } from "../../../modules/observability/event-alarms.ts";
import { validatePage } from "../../../modules/observability/page.ts";
import { validatePaging } from "../../../modules/observability/paging.ts";
import { validateTracing } from "../../../modules/observability/tracing.ts";
import { statementsOf, synthesised } from "../../support/synthesised.ts";

const guarded = synthesised({ environment: prod }).runtime.resources;
const open = synthesised({ environment: dev }).runtime.resources;
const small = synthesised({ environment: local }).runtime.resources;
const of = (resources: typeof guarded, type: string) => resources.filter((r) => r.type === type);

test("people are woken once for each domain, by alarms that exist, and not while a release is moved", () => {
  const pages = of(guarded, "aws_cloudwatch_composite_alarm");
  expect(pages.map((p) => p.has["alarm_name"]).sort()).toEqual(pagingDomains.map((d) => `cap-prod-page-${d}`).sort());
  const made = of(guarded, "aws_cloudwatch_metric_alarm").map((a) => a.address);
  for (const { has, address } of pages) {
    const rule = String(has["alarm_rule"]);
    const named = [...rule.matchAll(/ALARM\("\$\{([^}]+)\.alarm_name\}"\)/g)].map(([, name]) => name);
    expect(named.length, address).toBeGreaterThan(0);
    expect(rule.split(" OR "), address).toHaveLength(named.length);
    for (const name of named) expect(made).toContain(name);
    expect(JSON.stringify(has["actions_suppressor"]), address).toContain("alarms_deploying");
    expect(JSON.stringify(has["alarm_actions"]), address).toContain("page-topic");
    expect(String(has["alarm_description"])).toContain("docs/runbooks/page.md");
  }
});

test("nobody is woken for what is disposable", () => {
  expect(of(open, "aws_cloudwatch_composite_alarm")).toEqual([]);
  expect(of(small, "aws_cloudwatch_composite_alarm")).toEqual([]);
});

test("everybody who is to be told gets a mail of each topic; nobody, where nobody is named", () => {
  const mails = of(guarded, "aws_sns_topic_subscription");
  const topics = of(guarded, "aws_sns_topic").length;
  expect(mails.map((m) => m.has["endpoint"]).sort()).toEqual(
    prod.observability.notify.flatMap((who) => Array(topics).fill(who)).sort(),
  );
  expect(of(small, "aws_sns_topic_subscription")).toEqual([]);
});

test("a topic takes alarms and budgets of our account and what rules say, over TLS, and nothing else", () => {
  for (const policy of of(guarded, "aws_sns_topic_policy")) {
    const [tls, ...allowed] = statementsOf(policy);
    expect(tls).toMatchObject({ Effect: "Deny", Condition: { Bool: { "aws:SecureTransport": "false" } } });
    const who = allowed.map((s) => JSON.stringify([(s as { Principal?: object }).Principal, s.Condition ?? "anybody"]));
    const [rules, bound] = [who.filter((w) => w.includes('"events.')), who.filter((w) => !w.includes('"events.'))];
    // EventBridge fulfils no condition of a topic: with one, no event would be told.
    expect(rules).toEqual(['[{"Service":"events.amazonaws.com"},"anybody"]']);
    expect(bound).toHaveLength(2);
    for (const text of bound) expect(text).toMatch(/"Service":"(cloudwatch|budgets)\.amazonaws\.com".*345678901234/);
  }
});

test("every event that is told says in words what it means and what to do, and every key is among them", () => {
  const rules = of(guarded, "aws_cloudwatch_event_rule").filter((r) => r.has["event_pattern"] !== undefined);
  const targets = of(guarded, "aws_cloudwatch_event_target");
  const told = targets.filter((t) => JSON.stringify(t.has["arn"]).includes("aws_sns_topic"));
  expect(told.length).toBeGreaterThanOrEqual(6);
  for (const { has, address } of told) {
    const template = (has["input_transformer"] as { input_template: string }).input_template;
    expect(template, address).toMatch(/^"cap-prod: [^"]+ Runbook: docs\/runbooks\/[\w-]+\.md"$/);
  }
  const taken = rules.find((r) => String(r.has["name"]).endsWith("key-taken-away"));
  for (const part of ["events", "audit", "state", "operations"])
    expect(String(taken?.has["event_pattern"])).toContain(`key_${part}`);
});

test("errors are counted in the log of every service, under its own name", () => {
  const filters = of(open, "aws_cloudwatch_log_metric_filter").filter((f) => f.address.includes("errors_"));
  expect(filters).toHaveLength(serviceNames.length);
  for (const { has } of filters) {
    expect(has["pattern"]).toBe('{ ($.level = "error") || ($.level = "fatal") }');
    expect(has["metric_transformation"]).toMatchObject({ namespace: "CAP/dev", dimensions: { Service: "$.service" } });
    // CloudWatch refuses a default value where there are dimensions.
    expect(has["metric_transformation"]).not.toHaveProperty("default_value");
  }
});

test("requests are traced where a share is asked for, health checks never", () => {
  const rules = of(open, "aws_xray_sampling_rule");
  expect(rules.map((r) => [r.has["url_path"], r.has["fixed_rate"]])).toEqual([
    ["/healthz", 0],
    ["*", dev.observability.traced],
  ]);
  expect(of(open, "aws_xray_group")).toHaveLength(2);
  expect(small.filter((r) => r.type.startsWith("aws_xray"))).toEqual([]);
});

test.each([
  ["prod", guarded],
  ["dev", open],
] as const)("%s: groups of traces name everything that sends some, and nothing else", (_, resources) => {
  const functions = of(resources, "aws_lambda_function").filter((f) =>
    JSON.stringify(f.has["tracing_config"]).includes('"Active"'),
  );
  const stages = of(resources, "aws_api_gateway_stage").filter((s) => s.has["xray_tracing_enabled"] === true);
  expect([functions.length, stages.length]).toEqual([2, 1]);
  const senders = [
    ...functions.map((f) => `\${${f.address}.function_name}`),
    ...stages.map((s) => `${String(s.has["rest_api_id"]).replace(".id}", ".name}")}/${s.has["stage_name"]}`),
  ].sort();
  for (const { has } of of(resources, "aws_xray_group")) {
    const named = [...String(has["filter_expression"]).matchAll(/service\("([^"]+)"\) \{ [^}]+ \}/g)];
    expect(named.map(([, name]) => name).sort()).toEqual(senders);
  }
});

test("what is disposable has no pages of cost and security: beyond three an account pays for each", () => {
  const names = (resources: typeof small) =>
    of(resources, "aws_cloudwatch_dashboard").map((d) => String(d.has["dashboard_name"]).replace(/^cap-[a-z]+-/, ""));
  expect(names(small)).toEqual(["platform"]);
  expect(names(open)).toEqual(["platform"]);
  expect(names(guarded).sort()).toEqual(["cost", "platform", "security"]);
});

test("every graph of a page fits beside the others and shows something", () => {
  for (const { has } of of(guarded, "aws_cloudwatch_dashboard")) {
    const { widgets } = JSON.parse(String(has["dashboard_body"])) as {
      widgets: { x: number; y: number; width: number; height: number; properties: { metrics?: unknown[] } }[];
    };
    const places = widgets.map((w) => `${w.x} ${w.y}`);
    expect(new Set(places).size).toBe(places.length);
    for (const w of widgets) expect(w.x + w.width).toBeLessThanOrEqual(24);
    for (const w of widgets) if (w.properties.metrics !== undefined) expect(w.properties.metrics).not.toEqual([]);
  }
});

test("every fault of the props is found", () => {
  const place = prod;
  const fields = (faults: readonly { field: string }[]) => faults.map((f) => f.field);
  const topic = { arn: "t", name: "t" };
  const event = { name: "e", means: 'a "word"', runbook: "page", pattern: { source: [], "detail-type": [] } } as const;
  expect(fields(validateEventAlarms({ place, topic, events: [event, event] }))).toEqual([
    "events.e",
    "events.e.means",
    "events.e.means",
  ]);
  expect(fields(validatePage({ place, name: "x", graphs: [{ title: "?", lines: [], periodSeconds: 60 }] }))).toEqual([
    "graphs",
  ]);
  expect(fields(validateTracing({ place, share: 2, services: [] }))).toEqual(["share", "services"]);
  expect(fields(validatePaging({ place, topic, alarms: [], states: { alarmNames: [], arns: [] } }))).toEqual([
    "alarms",
  ]);
});

test("what is free of use has no line of cost, and logs cost by how long they are kept", () => {
  const intent = {
    alarmMetrics: 10,
    pages: 0,
    dashboards: 1,
    metrics: 1,
    logGb: 2,
    tracedMillions: 0,
    retentionDays: 30,
    allowance: 0,
  };
  const prices = observabilityCost(intent).map((l) => l.price);
  expect(prices).toEqual(["alarm", "dashboard", "customMetric", "logsIn", "logsKept"]);
  const kept = (days: number) =>
    observabilityCost({ ...intent, retentionDays: days }).find((l) => l.price === "logsKept")?.quantity;
  expect(kept(365)).toBeCloseTo((365 / 30) * (kept(30) ?? 0));
  expect(observabilityCost({ ...intent, pages: 4, tracedMillions: 1 })).toHaveLength(7);
  const alarms = (allowance: number) => observabilityCost({ ...intent, alarmMetrics: 15, allowance })[0]?.quantity;
  expect([0, 0.5, 1].map(alarms)).toEqual([15, 10, 5]);
});
