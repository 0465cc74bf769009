import { Testing } from "cdktf";
import { expect, test } from "vitest";
import { type Account, accounts, production } from "../../../environments/accounts.ts";
import { dev } from "../../../environments/dev.ts";
import { prod } from "../../../environments/prod.ts";
import { costTags } from "../../../modules/cost/allocation-tags.ts";
import { type AnomaliesProps, validateAnomalies } from "../../../modules/cost/anomalies.ts";
import { type BudgetProps, validateBudget } from "../../../modules/cost/budget.ts";
import { AccountStack } from "../../../stacks/account.ts";
import { Bootstrap } from "../../../stacks/bootstrap.ts";
import { type Resource, statementsOf, synthesised } from "../../support/synthesised.ts";

const platform = synthesised({ environment: prod });
const [budget, ...more] = platform.of("aws_budgets_budget");
const told = budget?.has["notification"] as Readonly<Record<string, unknown>>[];

test("people are told at 50, 80 and 100 percent spent, and when the month will be over the budget", () => {
  expect(more).toEqual([]);
  expect(told.map((n) => [n["notification_type"], n["threshold"]])).toEqual([
    ["ACTUAL", 50],
    ["ACTUAL", 80],
    ["ACTUAL", 100],
    ["FORECASTED", 100],
  ]);
  for (const n of told) {
    expect(n["subscriber_sns_topic_arns"]).toHaveLength(1);
    expect(n["subscriber_email_addresses"]).toEqual(prod.observability.notify);
  }
});

test("a budget counts the environment and its copy in another Region, and nobody else's", () => {
  expect(JSON.stringify(budget?.has["cost_filter"])).toContain('["user:Environment$prod","user:Environment$prod-dr"]');
  const alone = synthesised({ environment: dev }).of("aws_budgets_budget")[0];
  expect(JSON.stringify(alone?.has["cost_filter"])).toContain('["user:Environment$dev"]');
});

test("an environment without a budget has none", () => {
  expect(synthesised().of("aws_budgets_budget")).toEqual([]);
});

test("Budgets may publish to the topic that it is pointed at, for our account alone", () => {
  const policies = platform.runtime.resources.filter((r) => r.type === "aws_sns_topic_policy");
  const statements = policies.flatMap((r) => statementsOf(r));
  expect(statements).toContainEqual(
    expect.objectContaining({
      Principal: { Service: "budgets.amazonaws.com" },
      Condition: expect.objectContaining({ StringEquals: { "aws:SourceAccount": prod.account } }),
    }),
  );
});

test("each team's cost is learned, and what is unusual is told by mail", () => {
  const account = platform.stacks["account"]!.resources;
  const of = (type: string): Resource[] => account.filter((r) => r.type === type);
  expect(of("aws_ce_anomaly_monitor")).toHaveLength(production.teams.length);
  const [mail] = of("aws_ce_anomaly_subscription");
  expect(mail?.has["subscriber"]).toEqual(production.notify.map((address) => ({ type: "EMAIL", address })));
  expect(JSON.stringify(mail?.has["threshold_expression"])).toContain(`"${production.anomalyUsd}"`);
});

/** Tags that an account switches on in billing. */
function switchedOn(account: Account): unknown[] {
  const options = { statesDir: "states", emulated: true };
  const app = Testing.app();
  const bootstrap = new Bootstrap(app, "bootstrap", account, options).outputs;
  const text = Testing.synth(new AccountStack(app, "account", account, { ...options, bootstrap }));
  const { aws_ce_cost_allocation_tag: tags = {} } = (JSON.parse(text) as { resource: Record<string, object> }).resource;
  return Object.values(tags).map((tag: Readonly<Record<string, unknown>>) => [tag["tag_key"], tag["status"]]);
}

test("billing knows each tag that bills are read by, in an account whose tags it has seen", () => {
  expect(switchedOn({ ...production, costTags: "activate" }).sort()).toEqual(
    [...costTags].sort().map((tag) => [tag, "Active"]),
  );
  expect(switchedOn({ ...production, costTags: "wait" })).toEqual([]);
});

test("an account as shipped can be applied on its first day: AWS refuses a tag that billing has never seen", () => {
  for (const { name, costTags: switched } of Object.values(accounts)) expect(switched, name).toBe("wait");
  expect(platform.of("aws_ce_cost_allocation_tag")).toEqual([]);
});

test("bills can be read by service and by team", () => {
  const account = platform.stacks["account"]!.resources;
  const read = account.filter((r) => r.type === "aws_ce_cost_category").map((r) => JSON.stringify(r.has["rule"]));
  expect(read.map((rule) => /"dimension_key":"(\w+)"/.exec(rule)?.[1]).sort()).toEqual(["Component", "Team"]);
});

test("a budget is more than nothing, and an anomaly has somebody to tell", () => {
  const props = { monthlyUsd: 0, environments: [], notify: Array.from({ length: 11 }, String) };
  const faults = validateBudget(props as unknown as BudgetProps);
  expect(faults.map((f) => f.field)).toEqual(["monthlyUsd", "environments", "notify"]);
  const nobody = { teams: [], atLeastUsd: 0, notify: [] } as unknown as AnomaliesProps;
  expect(validateAnomalies(nobody).map((f) => f.field)).toEqual(["teams", "atLeastUsd", "notify"]);
});
