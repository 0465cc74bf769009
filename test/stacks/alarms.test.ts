import { existsSync, readFileSync } from "node:fs";
import { expect, test } from "vitest";
import type { Environment } from "../../environments/environment.ts";
import { everyProfile } from "../../environments/index.ts";
import { prodStandard } from "../../environments/prod.ts";
import { runbookPath } from "../../modules/observability/alarm.ts";
import { runbooks } from "../../modules/observability/runbooks.ts";
import { sites } from "../../stacks/options.ts";
import { synthesised } from "../support/synthesised.ts";

const platforms = { embedded: synthesised(), kafka: synthesised({ kafka: true }) };
const alarms = platforms.kafka.of("aws_cloudwatch_metric_alarm");

/** A tier that no environment has chosen; its alarms are of their own kind. */
const express: Environment = {
  ...prodStandard,
  streaming: {
    kind: "msk-provisioned",
    tier: { kind: "express", instance: "express.m7g.large" },
    brokersPerZone: 1,
    transport: "tls",
  },
};

/** Every stack of every environment, in either Region. */
const everywhere = [...everyProfile, express].flatMap((environment) =>
  sites
    .filter((site) => site === "primary" || environment.recovery.kind === "pilot-light")
    .flatMap((site) => Object.values(synthesised({ environment, site }).stacks)),
);
const resources = everywhere.flatMap((stack) => stack.resources);
const plain = resources.filter((r) => r.type === "aws_cloudwatch_metric_alarm");
const every = [...plain, ...resources.filter((r) => r.type === "aws_cloudwatch_composite_alarm")];

test("every alarm tells a topic when it begins and when it ends", () => {
  expect(every.length).toBeGreaterThan(500);
  for (const { has, address } of every)
    for (const actions of [has["alarm_actions"], has["ok_actions"]] as (readonly string[] | undefined)[]) {
      expect(actions, address).toHaveLength(1);
      expect(actions?.[0], address).toMatch(/aws_sns_topic\./);
    }
});

test("every alarm says what it means and links a runbook that exists", () => {
  for (const { has, address } of every) {
    const path = /docs\/runbooks\/[\w-]+\.md/.exec(String(has["alarm_description"]))?.[0];
    expect(path, address).toBeDefined();
    expect(existsSync(path!), path).toBe(true);
  }
});

test("every runbook is of an alarm, and says where to look, what to do and when it is over", () => {
  // Also events tell of runbooks.
  const linked = new Set(everywhere.flatMap(({ text }) => text.match(/docs\/runbooks\/[\w-]+\.md/g) ?? []));
  for (const name of runbooks) {
    expect(linked).toContain(runbookPath(name));
    const text = readFileSync(runbookPath(name), "utf8");
    for (const part of ["## Look", "## Causes and what to do", "## Afterwards"]) expect(text).toContain(part);
    for (const [, target] of text.matchAll(/\]\(([\w-]+\.md)\)/g))
      expect(existsSync(`docs/runbooks/${target}`), `${name} -> ${target}`).toBe(true);
  }
});

test("every alarm decides what missing data means", () => {
  for (const { has, address } of plain)
    expect(["breaching", "notBreaching", "ignore"], address).toContain(has["treat_missing_data"]);
});

test("latencies are percentiles, counts are sums or maxima", () => {
  for (const { has, address } of alarms) {
    if (has["metric_name"] === "Duration") expect(has["extended_statistic"], address).toMatch(/^p9\d$/);
    if (/5XX|Errors|Throttle/.test(String(has["metric_name"]))) expect(has["statistic"], address).toBe("Sum");
  }
});

test("metrics that only the Kafka controller reports are never averaged", () => {
  const names = ["ActiveControllerCount", "OfflinePartitionsCount"];
  const found = alarms.filter((a) => names.includes(String(a.has["metric_name"])));
  expect(found).toHaveLength(names.length);
  for (const { has } of found) expect(has["statistic"]).toBe("Maximum");
});

test("every queue, service, function, table and target has an alarm of its own", () => {
  const watched = JSON.stringify(alarms.map((a) => [a.has["dimensions"], a.has["metric_query"]]));
  const types = ["aws_sqs_queue", "aws_ecs_service", "aws_lambda_function", "aws_lb_target_group", "aws_msk_cluster"];
  for (const { address } of types.flatMap((type) => platforms.kafka.of(type))) expect(watched).toContain(address);
  const tables = platforms.kafka.of("aws_dynamodb_table");
  for (const { address } of tables) expect(watched).toContain(address.split(".")[1]);
});

test("without brokers there are no alarms of brokers", () => {
  const text = JSON.stringify(platforms.embedded.of("aws_cloudwatch_metric_alarm"));
  expect(text).not.toContain("AWS/Kafka");
});

test("checks that runbooks tell to run exist", () => {
  for (const name of runbooks) {
    const text = readFileSync(runbookPath(name), "utf8");
    const ids = [...text.matchAll(/--only ((?:[a-z-]+\.[a-z-]+ ?)+)/g)].flatMap(([, list = ""]) =>
      list.trim().split(" "),
    );
    for (const id of ids) expect(existsSync(`ops/checks/${id.replace(".", "-")}.ts`), `${name}: ${id}`).toBe(true);
  }
});
