import { CloudwatchLogMetricFilter } from "@cdktf/provider-aws/lib/cloudwatch-log-metric-filter/index.js";
import { Construct } from "constructs";
import { errorsLoggedMetric, logNamespace, serviceDimension } from "../../contracts/metrics.ts";
import { names, type Place } from "../../contracts/names.ts";
import type { AlarmSpec } from "./alarm.ts";
import type { LogGroupOutputs } from "./log-group.ts";

/** The logs in which errors are counted. */
export interface ErrorCountsProps {
  readonly place: Place;
  /** By the name that the lines carry in their field `service`. */
  readonly logs: Readonly<Record<string, LogGroupOutputs>>;
}

/**
 * Counts the lines of level error and above in the log of each service. A metric is billed by the hours in which it has a
 * value, so a service without errors costs nothing.
 */
export class ErrorCounts extends Construct {
  constructor(scope: Construct, id: string, { place, logs }: ErrorCountsProps) {
    super(scope, id);
    for (const [service, log] of Object.entries(logs))
      new CloudwatchLogMetricFilter(this, service, {
        name: names.of(place, `${service}-errors`),
        logGroupName: log.name,
        pattern: '{ ($.level = "error") || ($.level = "fatal") }',
        metricTransformation: {
          namespace: logNamespace(place.name),
          name: errorsLoggedMetric,
          value: "1",
          unit: "Count",
          dimensions: { [serviceDimension]: "$.service" },
        },
      });
  }
}

/** What is too much for the logs. */
export interface ErrorLimits {
  /** Errors of one service in five minutes. */
  readonly maxErrors: number;
}

/**
 * One alarm for each service whose errors are counted. Sum, because each is a line; a filter with dimensions has no value
 * for a minute without a match, so silence is fine.
 */
export const errorAlarms = ({ place, logs }: ErrorCountsProps, { maxErrors }: ErrorLimits): AlarmSpec[] =>
  Object.keys(logs).map((service) => ({
    name: `${service}-errors-logged`,
    means: `${service} logged more than ${maxErrors} errors in five minutes.`,
    runbook: "errors-logged",
    metric: {
      namespace: logNamespace(place.name),
      name: errorsLoggedMetric,
      dimensions: { [serviceDimension]: service },
    },
    statistic: "Sum",
    when: { above: maxErrors },
    periodSeconds: 300,
    breaching: { periods: 2, of: 3 },
    missing: "notBreaching",
  }));
