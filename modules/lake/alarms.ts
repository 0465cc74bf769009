import { freshnessMetric, metricDimension, metricNamespace } from "../../contracts/metrics.ts";
import type { Place } from "../../contracts/names.ts";
import { deadLetterAlarm } from "../messaging/alarms.ts";
import type { AlarmSpec, Metric } from "../observability/alarm.ts";
import type { WatchedBucket } from "./bucket-metrics.ts";
import type { LakeJobsOutputs } from "./jobs.ts";
import { type CopiedBucket, copiedParts } from "./replication.ts";

/**
 * Goes off when what landed does not reach the lake. Maximum, because the oldest thing that waits is what counts. The
 * function that measures says nothing where there is nothing to measure, as in a lake that is still empty: a gap keeps
 * the last state. That it fails is told by an alarm of its own, and in a protected environment that nothing calls it.
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
  pages: "ingest",
});

const replication = (name: string, { source, destination, ruleId }: CopiedBucket): Metric => ({
  namespace: "AWS/S3",
  name,
  dimensions: { SourceBucket: source, DestinationBucket: destination, RuleId: ruleId },
});

/**
 * Goes off when an object was not copied to the other Region: S3 does not try it again. Maximum, because one is too
 * many. The metric is published in the source's Region and says nothing while nothing is written: silence is neither a
 * copy that worked nor one that failed, so it keeps the last state.
 */
export const replicationFailureAlarm = (copied: CopiedBucket): AlarmSpec => ({
  name: `${copied.part}-replication-failures`,
  means: `Objects of ${copied.part} were not copied to the other Region.`,
  runbook: "replication-failures",
  metric: replication("OperationsFailedReplication", copied),
  statistic: "Maximum",
  when: { above: 0 },
  periodSeconds: 60,
  breaching: { periods: 1, of: 5 },
  missing: "ignore",
  pages: "data",
});

/**
 * Go off when a copy is late. Only in the Region of the copies: S3 publishes the latency there (S3 user guide, "Using S3
 * Replication metrics"). Maximum, because S3 reports the oldest object that waits. Nothing is sent while nothing is
 * written, which is fine; that copies fail shows the other alarm.
 *
 * @param limits by default S3's promise where it gave one, and a quarter of a day elsewhere
 */
export const replicationLatencyAlarms = (
  copied: readonly CopiedBucket[],
  limits = { promisedSeconds: 900, otherSeconds: 21_600 },
): AlarmSpec[] =>
  copied.map((one) => {
    const limit = copiedParts[one.part].promised ? limits.promisedSeconds : limits.otherSeconds;
    return {
      name: `${one.part}-replication-latency`,
      means: `Copies of ${one.part} are more than ${limit} s behind: so much would be lost with the Region.`,
      runbook: "replication-failures",
      metric: replication("ReplicationLatency", one),
      statistic: "Maximum",
      when: { above: limit },
      periodSeconds: 60,
      breaching: { periods: 15, of: 15 },
      missing: "notBreaching",
    };
  });

/**
 * Alarms of the requests to a bucket. Average, because S3 counts each request as 0 or 1, so it is the share that failed;
 * a single request that failed is tried again by every client. No request is no failure.
 */
export const bucketAlarms = ({ part, name, filter }: WatchedBucket): AlarmSpec[] =>
  (["4xx", "5xx"] as const).map((kind) => ({
    name: `${part}-bucket-${kind}`,
    means: `More than 5 % of the requests to ${name} end in ${kind === "4xx" ? "a refusal" : "an error of S3"}.`,
    runbook: "bucket-errors",
    metric: { namespace: "AWS/S3", name: `${kind}Errors`, dimensions: { BucketName: name, FilterId: filter } },
    statistic: "Average",
    when: { above: 0.05 },
    periodSeconds: 60,
    breaching: { periods: 15, of: 15 },
    missing: "notBreaching",
  }));

/**
 * Goes off with the first night whose jobs failed or were not finished in time. Sum, because each execution counts once.
 * Step Functions sends these metrics only for executions that ended so: no data is a night that went well, or no night.
 */
export const lakeJobsAlarms = ({ arn, deadLetters }: LakeJobsOutputs): AlarmSpec[] => [
  ...(["ExecutionsFailed", "ExecutionsTimedOut"] as const).map(
    (name): AlarmSpec => ({
      name: `lake-jobs-${name === "ExecutionsFailed" ? "failed" : "timed-out"}`,
      means: "Yesterday was not compacted or summed up for some account.",
      runbook: "lake-jobs-failed",
      metric: { namespace: "AWS/States", name, dimensions: { StateMachineArn: arn } },
      statistic: "Sum",
      when: { above: 0 },
      periodSeconds: 300,
      breaching: { periods: 1, of: 1 },
      missing: "notBreaching",
    }),
  ),
  deadLetterAlarm("lake-jobs", deadLetters),
];
