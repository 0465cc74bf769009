import { CloudwatchLogMetricFilter } from "@cdktf/provider-aws/lib/cloudwatch-log-metric-filter/index.js";
import { Construct } from "constructs";
import { trailNamespace } from "../../contracts/metrics.ts";
import { names, type Place } from "../../contracts/names.ts";
import type { TrailOutputs } from "./trail.ts";
import { trailSignals } from "./trail-signals.ts";

/** What is counted in a trail. */
export interface TrailMetricsProps {
  readonly place: Place;
  readonly trail: TrailOutputs;
}

/** A metric filter for each signal: one record that matches counts one. */
export class TrailMetrics extends Construct {
  constructor(scope: Construct, id: string, { place, trail }: TrailMetricsProps) {
    super(scope, id);
    for (const [name, { pattern }] of Object.entries(trailSignals))
      new CloudwatchLogMetricFilter(this, name, {
        name: names.of(place, name),
        logGroupName: trail.logGroup.name,
        pattern,
        metricTransformation: { name, namespace: trailNamespace, value: "1" },
      });
  }
}
