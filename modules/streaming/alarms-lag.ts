import {
  type EmittedMetric,
  type LagLine,
  loggedLag,
  logNamespace,
  serviceDimension,
} from "../../contracts/metrics.ts";
import type { Place } from "../../contracts/names.ts";
import type { AlarmSpec, Metric } from "../observability/alarm.ts";
import { kafkaMetric } from "./kafka-metric.ts";
import type { ConsumerGroup, MskOutputs } from "./outputs.ts";

/** How far behind a consumer group may be. */
export interface LagLimits {
  /** Age of the oldest record that a group has not committed. */
  readonly maxLagSeconds: number;
  /** Records of one partition that a group has not committed. */
  readonly maxLagRecords: number;
  readonly groups: readonly ConsumerGroup[];
}

/** For so long a group may be behind: a rebalance or a new task takes minutes. */
const minutes = 15;

/**
 * Two alarms for each consumer group of MSK: in time, which people care about, and in records, because MSK estimates time
 * from the pace of the last commits and knows none of a group that has stopped. A group without commits in the retention
 * of its offsets sends nothing, and neither does one that was never there: silence keeps the last state, and freshness
 * tells of a lake that never began. Source: MSK developer guide, "Monitor consumer lags".
 */
export const lagAlarms = ({ cluster }: MskOutputs, limits: LagLimits): AlarmSpec[] =>
  limits.groups.flatMap((one) => {
    const of = { "Consumer Group": one.group, Topic: one.topic.name };
    const seconds = kafkaMetric(cluster, "EstimatedMaxTimeLag", of);
    return pair(one, limits, { seconds, records: kafkaMetric(cluster, "MaxOffsetLag", of) });
  });

/**
 * The same two where the bus measures nothing, from what consumers log of themselves. One that does not run says nothing:
 * silence keeps the last state, and the alarm of its tasks tells of it.
 */
export const loggedLagAlarms = (place: Place, limits: LagLimits): AlarmSpec[] =>
  limits.groups.flatMap((one) => {
    const logged = ({ name }: EmittedMetric): Metric => ({
      namespace: logNamespace(place.name),
      name,
      dimensions: { [serviceDimension]: one.group },
    });
    return pair(one, limits, { seconds: logged(loggedLag.seconds), records: logged(loggedLag.records) });
  });

/**
 * Maximum over partitions, since one that stands still is an account's events that do not arrive; Sum would hide it among
 * eleven that run.
 */
function pair(
  { group, topic }: ConsumerGroup,
  { maxLagSeconds, maxLagRecords }: LagLimits,
  metrics: Readonly<Record<keyof LagLine, Metric>>,
): AlarmSpec[] {
  const shared = {
    runbook: "consumer-lag",
    statistic: "Maximum",
    periodSeconds: 60,
    breaching: { periods: minutes, of: minutes },
    missing: "ignore",
  } as const;
  return [
    {
      ...shared,
      name: `lag-${group}-seconds`,
      means: `${group} has been more than ${maxLagSeconds} s behind ${topic.name} for ${minutes} minutes.`,
      metric: metrics.seconds,
      when: { above: maxLagSeconds },
      pages: "bus",
    },
    {
      ...shared,
      name: `lag-${group}-records`,
      means: `A partition of ${topic.name} has had more than ${maxLagRecords} records that ${group} has not taken for ${minutes} minutes.`,
      metric: metrics.records,
      when: { above: maxLagRecords },
    },
  ];
}
