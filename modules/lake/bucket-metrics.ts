import { S3BucketMetric } from "@cdktf/provider-aws/lib/s3-bucket-metric/index.js";
import { Construct } from "constructs";
import type { DataBucket } from "../../contracts/names.ts";
import type { LakeOutputs } from "./lake.ts";

/** Requests to buckets, counted by the minute: 16 metrics each, 4.80 USD a month. */
export interface BucketMetricsProps {
  readonly lake: LakeOutputs;
  /** @default - landing and bronze: a request that fails there delays or loses events. */
  readonly parts?: readonly DataBucket[];
}

/** A bucket whose requests are counted, as its metrics name it. */
export interface WatchedBucket {
  readonly part: DataBucket;
  readonly name: string;
  /** Value of the dimension FilterId. */
  readonly filter: string;
}

/** What others need of the metrics. */
export interface BucketMetricsOutputs {
  readonly watched: readonly WatchedBucket[];
}

const filter = "EntireBucket";

/** Request metrics of S3, which are off unless asked for. */
export class BucketMetrics extends Construct {
  readonly outputs: BucketMetricsOutputs;
  constructor(scope: Construct, id: string, { lake, parts = ["landing", "bronze"] }: BucketMetricsProps) {
    super(scope, id);
    const watched = parts.map((part) => ({ part, name: lake.buckets[part].name, filter }));
    for (const { part, name } of watched) new S3BucketMetric(this, part, { bucket: name, name: filter });
    this.outputs = { watched };
  }
}
