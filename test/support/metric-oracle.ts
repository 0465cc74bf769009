import { loadAwsServiceSpecSync } from "@aws-cdk/aws-service-spec";
import { emittedMetrics, loggedLag, metricNamespace } from "../../contracts/metrics.ts";
import { arguedStatistics, distributions, type MetricFact, metricFacts } from "./metric-facts.ts";
import type { Resource } from "./synthesised.ts";

/** One thing that an alarm measures. */
export interface Measured {
  readonly alarm: string;
  /** Alias of the provider that the alarm is made through: its Region, where it is not the stack's. */
  readonly region?: string;
  readonly namespace: string;
  readonly name: string;
  readonly dimensions: readonly string[];
  readonly statistic: string;
}

interface Query {
  readonly metric?: {
    readonly namespace: string;
    readonly metric_name: string;
    readonly dimensions?: object;
    readonly stat: string;
  };
}

/** Everything that a synthesised alarm measures; what it only calculates is left out. */
export function measuredBy({ has }: Resource): Measured[] {
  const provider = /^aws\.(.+)$/.exec(String(has["provider"] ?? ""))?.[1];
  const base = { alarm: String(has["alarm_name"]), ...(provider === undefined ? {} : { region: provider }) };
  const measured = (namespace: unknown, name: unknown, dimensions: unknown, statistic: unknown): Measured => ({
    ...base,
    namespace: String(namespace),
    name: String(name),
    dimensions: Object.keys((dimensions ?? {}) as object).sort(),
    statistic: String(statistic),
  });
  const queries = has["metric_query"] as readonly Query[] | undefined;
  if (queries === undefined)
    return [
      measured(has["namespace"], has["metric_name"], has["dimensions"], has["statistic"] ?? has["extended_statistic"]),
    ];
  return queries.flatMap(({ metric: m }) =>
    m === undefined ? [] : [measured(m.namespace, m.metric_name, m.dimensions, m.stat)],
  );
}

/** What AWS's own specification says, by namespace and name. */
function specified(): Map<string, MetricFact> {
  const db = loadAwsServiceSpecSync();
  return new Map(
    db.all("metric").map((metric) => [
      `${metric.namespace} ${metric.name}`,
      {
        dimensions: db.follow("usesDimensionSet", metric).map(({ entity }) => entity.dimensions.map((d) => d.name)),
        statistics: [metric.statistic],
        why: "@aws-cdk/aws-service-spec",
      },
    ]),
  );
}

/** Metrics that CAP puts itself, and those that filters of ours count from logs, as the synthesised filters say. */
function ours(filters: readonly Resource[]): Map<string, MetricFact> {
  const declared = emittedMetrics.map((m) => [`${metricNamespace} ${m.name}`, m] as const);
  const counted = filters.map(({ has }) => {
    const [made] = [has["metric_transformation"]].flat() as { namespace: string; name: string; dimensions?: object }[];
    const dimensions = Object.keys(made?.dimensions ?? {});
    const { statistics = ["Sum"] } = Object.values(loggedLag).find(({ name }) => name === made?.name) ?? {};
    return [`${made?.namespace} ${made?.name}`, { dimensions, statistics }] as const;
  });
  return new Map(
    [...declared, ...counted].map(([key, { dimensions, statistics }]) => [
      key,
      { dimensions: [dimensions], statistics, why: "contracts/metrics.ts, or a filter on a log" },
    ]),
  );
}

/** Tells what is wrong with a measure, in words; nothing where it is as the service sends it. */
export type Oracle = (measured: Measured) => string[];

/** An oracle that also knows what these filters count. */
export function openOracle(filters: readonly Resource[]): Oracle {
  const known = new Map<string, MetricFact>([...specified(), ...Object.entries(metricFacts), ...ours(filters)]);
  return (m) => {
    const key = `${m.namespace} ${m.name}`;
    const fact = known.get(key);
    if (fact === undefined) return [`${m.alarm}: nobody sends ${key}`];
    const faults: string[] = [];
    if (!fact.dimensions.some((set) => [...set].sort().join() === m.dimensions.join()))
      faults.push(`${m.alarm}: ${key} has no values under [${m.dimensions}], only ${JSON.stringify(fact.dimensions)}`);
    if (!allows(fact, key, m.statistic)) faults.push(`${m.alarm}: ${m.statistic} of ${key} is not argued`);
    if (fact.region !== undefined && fact.region !== m.region)
      faults.push(`${m.alarm}: ${key} has values in ${fact.region} only`);
    return faults;
  };
}

const allows = (fact: MetricFact, key: string, statistic: string): boolean =>
  fact.statistics.includes(statistic) ||
  arguedStatistics[key]?.[statistic] !== undefined ||
  (/^p\d/.test(statistic) && distributions.test(key));
