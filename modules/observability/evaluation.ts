import type { CloudwatchMetricAlarmMetricQuery } from "@cdktf/provider-aws/lib/cloudwatch-metric-alarm/index.js";
import { type AlarmSpec, type Breach, type Measure, measuresOf } from "./alarm.ts";

/** Names of ours among the queries of an alarm: what it watches, and the band around it. */
export const reserved = { value: "value", band: "band" } as const;

/** What a CloudWatch alarm is told of what to measure and against what. */
export interface Evaluation {
  readonly comparisonOperator: string;
  readonly threshold?: number;
  readonly thresholdMetricId?: string;
  readonly metricName?: string;
  readonly namespace?: string;
  readonly dimensions?: Record<string, string>;
  readonly period?: number;
  readonly statistic?: string;
  readonly extendedStatistic?: string;
  readonly metricQuery?: CloudwatchMetricAlarmMetricQuery[];
}

/** A metric of its own where that is enough; queries where there is a calculation or a band. */
export const evaluationOf = (spec: AlarmSpec): Evaluation =>
  "expression" in spec || "aboveBand" in spec.when
    ? { ...comparison(spec.when), metricQuery: queriesOf(spec) }
    : { ...comparison(spec.when), ...plain(spec, spec.periodSeconds) };

function comparison(when: Breach): Pick<Evaluation, "comparisonOperator" | "threshold" | "thresholdMetricId"> {
  if ("aboveBand" in when) return { comparisonOperator: "GreaterThanUpperThreshold", thresholdMetricId: reserved.band };
  if ("above" in when) return { threshold: when.above, comparisonOperator: "GreaterThanThreshold" };
  if ("atLeast" in when) return { threshold: when.atLeast, comparisonOperator: "GreaterThanOrEqualToThreshold" };
  return { threshold: when.below, comparisonOperator: "LessThanThreshold" };
}

const plain = ({ metric, statistic }: Measure, period: number) => ({
  namespace: metric.namespace,
  metricName: metric.name,
  dimensions: { ...metric.dimensions },
  period,
  ...(statistic.startsWith("p") ? { extendedStatistic: statistic } : { statistic }),
});

function queriesOf(spec: AlarmSpec): CloudwatchMetricAlarmMetricQuery[] {
  const { periodSeconds: period, when } = spec;
  const queries: CloudwatchMetricAlarmMetricQuery[] = Object.entries(measuresOf(spec)).map(
    ([id, { metric, statistic: stat }]) => ({
      id,
      metric: {
        namespace: metric.namespace,
        metricName: metric.name,
        dimensions: { ...metric.dimensions },
        period,
        stat,
      },
      // CloudWatch compares exactly what returns data: the value, and where there is one its band.
      returnData: id === reserved.value,
    }),
  );
  if ("expression" in spec)
    queries.push({ id: reserved.value, expression: spec.expression, label: spec.name, returnData: true });
  if ("aboveBand" in when)
    queries.push({ id: reserved.band, expression: bandOf(when.aboveBand), label: "usual", returnData: true });
  return queries;
}

const bandOf = (deviations: number): string => `ANOMALY_DETECTION_BAND(${reserved.value}, ${deviations})`;
