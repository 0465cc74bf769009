import { freshnessMetric, metricDimension, metricNamespace } from "../../contracts/metrics.ts";
import type { Place } from "../../contracts/names.ts";
import type { AlarmSpec } from "../observability/alarm.ts";

/**
 * Goes off when what landed does not reach the lake. Maximum, because the oldest thing that waits is what counts. The
 * function that measures says nothing where there is nothing to measure, and its own failures have alarms of their own,
 * so a gap keeps the last state.
 */
export const freshnessAlarm = (place: Place, limits: { readonly maxAgeSeconds: number }): AlarmSpec => ({
  name: "data-freshness",
  means: `Something that landed has waited for the lake for more than ${limits.maxAgeSeconds} s.`,
  runbook: "data-freshness",
  metric: { namespace: metricNamespace, name: freshnessMetric, dimensions: { [metricDimension]: place.name } },
  statistic: "Maximum",
  when: { above: limits.maxAgeSeconds },
  periodSeconds: 300,
  breaching: { periods: 2, of: 3 },
  missing: "ignore",
});
