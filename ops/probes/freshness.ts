import { CloudWatchClient, GetMetricDataCommand } from "@aws-sdk/client-cloudwatch";
import { probe } from "./look.ts";

/** What the freshness function measured last. */
export interface Waiting {
  /** How long the oldest thing that landed has waited for the lake, seconds. */
  readonly seconds: number;
  readonly measuredAt: Date;
}

/** The newest measurement of the last half hour; undefined when there is none. */
export const waiting = probe(async (look): Promise<Waiting | undefined> => {
  const answer = await look.client(CloudWatchClient).send(
    new GetMetricDataCommand({
      StartTime: new Date(look.at.getTime() - 30 * 60_000),
      EndTime: look.at,
      ScanBy: "TimestampDescending",
      MetricDataQueries: [
        {
          Id: "waiting",
          MetricStat: {
            Metric: {
              Namespace: "CAP",
              MetricName: "FreshnessSeconds",
              Dimensions: [{ Name: "Environment", Value: look.env.name }],
            },
            Period: 60,
            Stat: "Maximum",
          },
        },
      ],
    }),
  );
  const { Values: [seconds] = [], Timestamps: [measuredAt] = [] } = answer.MetricDataResults?.[0] ?? {};
  return seconds === undefined || measuredAt === undefined ? undefined : { seconds, measuredAt };
});
