import type { AlarmSpec } from "../observability/alarm.ts";
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
 * Two alarms for each consumer group: in time, which people care about, and in records, because MSK estimates time from
 * the pace of the last commits and knows none of a group that has stopped. Maximum over partitions, since one that stands
 * still is an account's events that do not arrive; Sum would hide it among eleven that run. A group without commits in
 * the retention of its offsets sends nothing, and neither does one that was never there: silence keeps the last state,
 * and freshness tells of a lake that never began. Source: MSK developer guide, "Monitor consumer lags".
 */
export function lagAlarms({ cluster }: MskOutputs, { maxLagSeconds, maxLagRecords, groups }: LagLimits): AlarmSpec[] {
  return groups.flatMap(({ group, topic }): AlarmSpec[] => {
    const of = { "Consumer Group": group, Topic: topic.name };
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
        metric: kafkaMetric(cluster, "EstimatedMaxTimeLag", of),
        when: { above: maxLagSeconds },
        pages: "bus",
      },
      {
        ...shared,
        name: `lag-${group}-records`,
        means: `A partition of ${topic.name} has had more than ${maxLagRecords} records that ${group} has not taken for ${minutes} minutes.`,
        metric: kafkaMetric(cluster, "MaxOffsetLag", of),
        when: { above: maxLagRecords },
      },
    ];
  });
}
