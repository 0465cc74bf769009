import { deployingAlarmName, deployingMetric, metricDimension, metricNamespace } from "../../contracts/metrics.ts";
import type { Place } from "../../contracts/names.ts";
import type { AlarmSpec } from "./alarm.ts";

/**
 * Goes off while a release is being moved, and holds back pages until five minutes after it. Whatever moves a release puts
 * 1 every minute. Maximum, because two deployments at once are one state; no data means that nobody deploys, so a deploy
 * tool that dies cannot keep people asleep. It is told like any other alarm: a deployment that nobody knows of is news.
 */
export const deployingAlarm = (place: Place): AlarmSpec => ({
  name: deployingAlarmName,
  means: "A release is being moved: nobody is paged until it is over.",
  runbook: "deploying",
  metric: { namespace: metricNamespace, name: deployingMetric, dimensions: { [metricDimension]: place.name } },
  statistic: "Maximum",
  when: { above: 0 },
  periodSeconds: 60,
  breaching: { periods: 1, of: 2 },
  missing: "notBreaching",
});
