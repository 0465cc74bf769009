import { CloudwatchLogMetricFilter } from "@cdktf/provider-aws/lib/cloudwatch-log-metric-filter/index.js";
import { Construct } from "constructs";
import { lagField, loggedLag, logNamespace, serviceDimension } from "../../contracts/metrics.ts";
import { names, type Place } from "../../contracts/names.ts";
import type { LogGroupOutputs } from "../observability/log-group.ts";

/** The log in which a consumer says how far it is behind. */
export interface LagValuesProps {
  readonly place: Place;
  readonly log: LogGroupOutputs;
}

/**
 * Metrics of how far a consumer is behind, from what it says of itself once a minute. MSK measures this by itself; nodes
 * on Fargate tell CloudWatch nothing.
 */
export class LagValues extends Construct {
  constructor(scope: Construct, id: string, { place, log }: LagValuesProps) {
    super(scope, id);
    for (const [part, { name, unit }] of Object.entries(loggedLag))
      new CloudwatchLogMetricFilter(this, part, {
        name: names.of(place, `lag-${part}`),
        logGroupName: log.name,
        pattern: `{ $.${lagField}.${part} >= 0 }`,
        metricTransformation: {
          namespace: logNamespace(place.name),
          name,
          value: `$.${lagField}.${part}`,
          unit,
          dimensions: { [serviceDimension]: "$.service" },
        },
      });
  }
}
