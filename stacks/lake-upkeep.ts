import type { Construct } from "constructs";
import type { Environment } from "../environments/environment.ts";
import { Insight } from "../modules/insight/insight.ts";
import { Announcements } from "../modules/lake/announcements.ts";
import { BucketMetrics, type BucketMetricsOutputs } from "../modules/lake/bucket-metrics.ts";
import { LakeJobs, type LakeJobsOutputs } from "../modules/lake/jobs.ts";
import { Replication, type ReplicationOutputs } from "../modules/lake/replication.ts";
import { Retention } from "../modules/lake/retention.ts";
import { SchemaRegistry } from "../modules/lake/schema-registry.ts";
import type { RuntimeOptions } from "./runtime-options.ts";

/** What keeps the lake in order; each is absent where the environment does without. */
export interface LakeUpkeep {
  readonly metrics?: BucketMetricsOutputs;
  readonly replication?: ReplicationOutputs;
  readonly jobs?: LakeJobsOutputs;
}

/** Everything about the lake that is policy or work, not data: it can be built anew at any time. */
export function keepLake(scope: Construct, options: RuntimeOptions): LakeUpkeep {
  const { environment: place, durable, copies } = options;
  const { lake, catalog } = durable;
  const { landingDays, jobs } = place.lake;
  // The recovery Region's buckets have their rules from the recovery stack: copies age while no runtime is there.
  if (!standsOnCopies(place))
    new Retention(scope, "retention", { lake, landingDays, accessLogDays: place.logs.retentionDays });
  if (place.insight.kind === "quicksight") new Insight(scope, "insight", { place, catalog, ...place.insight });
  return {
    ...(jobs ? { jobs: workAtNight(scope, options) } : {}),
    ...(place.safety === "protected" ? { metrics: new BucketMetrics(scope, "bucket-metrics", { lake }).outputs } : {}),
    ...(copies !== undefined && place.recovery.kind === "pilot-light"
      ? {
          replication: new Replication(scope, "replication", {
            place,
            from: lake,
            to: copies.lake,
            toRegion: place.recovery.region,
          }).outputs,
        }
      : {}),
  };
}

function workAtNight(scope: Construct, { environment: place, durable }: RuntimeOptions): LakeJobsOutputs {
  const { lake, catalog, keys } = durable;
  new Announcements(scope, "announcements", { lake });
  new SchemaRegistry(scope, "schemas", { place });
  return new LakeJobs(scope, "lake-jobs", {
    place,
    lake,
    catalog,
    key: keys.operations,
    safety: place.safety,
    logRetentionDays: place.logs.retentionDays,
  }).outputs;
}

/** Whether this is the runtime of the recovery Region. */
const standsOnCopies = ({ recovery, region }: Environment): boolean =>
  recovery.kind === "pilot-light" && recovery.region === region;
