import { expect, test } from "vitest";
import { countedMetrics, emittedMetrics, logNamespace, metricNamespace } from "../../contracts/metrics.ts";
import { everyProfile } from "../../environments/index.ts";
import { type Measured, measuredBy, openOracle } from "../support/metric-oracle.ts";
import { type Resource, synthesised } from "../support/synthesised.ts";

const sites = everyProfile.flatMap((environment) =>
  environment.recovery.kind === "pilot-light"
    ? [synthesised({ environment }), synthesised({ environment, site: "recovery" })]
    : [synthesised({ environment })],
);
const every = (type: string): Resource[] => sites.flatMap((site) => site.of(type));
const measures = every("aws_cloudwatch_metric_alarm").flatMap(measuredBy);
const oracle = openOracle(every("aws_cloudwatch_log_metric_filter"));

/** One of each kind: the same measure of another table adds nothing. */
const kinds = [
  ...new Map(measures.map((m) => [`${m.namespace} ${m.name} ${m.dimensions} ${m.statistic}`, m])).values(),
];

test("every alarm's metric, dimensions and statistic exist for its service, and it stands where the metric is", () => {
  expect(measures.length).toBeGreaterThan(300);
  expect(measures.flatMap(oracle)).toEqual([]);
});

/** Each changes one thing for the worse. */
const mutations: Readonly<Record<string, (m: Measured) => Measured>> = {
  "a metric that nobody sends": (m) => ({ ...m, name: `${m.name}s` }),
  "a namespace that nobody sends": (m) => ({ ...m, namespace: `${m.namespace}X` }),
  "a dimension too many": (m) => ({ ...m, dimensions: [...m.dimensions, "Zone"].sort() }),
  "a dimension of another name": (m) => ({ ...m, dimensions: m.dimensions.map((d) => `${d}s`) }),
  "a statistic that says nothing": (m) => ({ ...m, statistic: "IQM" }),
  "another Region than the metric's": (m) => (m.region === undefined ? m : { ...m, region: "eu-central-1" }),
};

for (const [what, mutate] of Object.entries(mutations))
  test(`the oracle finds ${what}`, () => {
    const changed = kinds
      .map((m) => [m, mutate(m)] as const)
      .filter(([a, b]) => JSON.stringify(a) !== JSON.stringify(b));
    expect(changed.length).toBeGreaterThan(0);
    for (const [, wrong] of changed) expect(oracle(wrong), JSON.stringify(wrong)).not.toEqual([]);
  });

test("the oracle finds an average of what only the Kafka controller knows, and a sum of a gauge", () => {
  const of = (name: string, statistic: string) => {
    const found = kinds.find((m) => m.name === name);
    expect(found, name).toBeDefined();
    return oracle({ ...found!, statistic });
  };
  expect(of("ActiveControllerCount", "Average")).not.toEqual([]);
  expect(of("ActiveControllerCount", "Maximum")).toEqual([]);
  expect(of("OfflinePartitionsCount", "Average")).not.toEqual([]);
  expect(of("ApproximateAgeOfOldestMessage", "Sum")).not.toEqual([]);
  expect(of("CPUUtilization", "Sum")).not.toEqual([]);
  expect(of("Duration", "Sum")).not.toEqual([]);
});

test("every metric that we put has an alarm, and every filter counts what its namespace says", () => {
  const watched = new Set(measures.map((m) => `${m.namespace} ${m.name}`));
  for (const { name } of emittedMetrics) expect(watched).toContain(`${metricNamespace} ${name}`);
  for (const { name: environment } of everyProfile)
    for (const { name } of countedMetrics) expect(watched).toContain(`${logNamespace(environment)} ${name}`);
});
