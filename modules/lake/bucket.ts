import { S3BucketLoggingA } from "@cdktf/provider-aws/lib/s3-bucket-logging/index.js";
import { Construct } from "constructs";
import type { DataBucket } from "../../contracts/names.ts";
import type { KeyOutputs } from "../keys/keys.ts";
import { type BucketName, type GuardedProps, guardedBucket } from "./guarded-bucket.ts";

/** One bucket of data. */
export interface BucketProps extends GuardedProps {
  readonly part: DataBucket;
  readonly key: KeyOutputs;
  /** Where S3 writes down who asked for what, below a prefix named after the bucket's part. */
  readonly accessLogs: BucketName;
}

/** What others need of a bucket. */
export interface BucketOutputs extends BucketName {
  readonly key: KeyOutputs;
}

/** A guarded bucket of data, whose readers and writers S3 writes down. */
export class Bucket extends Construct {
  readonly outputs: BucketOutputs;
  constructor(scope: Construct, id: string, props: BucketProps) {
    super(scope, id);
    const bucket = guardedBucket(this, props);
    new S3BucketLoggingA(this, "access-log", {
      bucket: bucket.name,
      targetBucket: props.accessLogs.name,
      targetPrefix: `${props.part}/`,
    });
    this.outputs = { ...bucket, key: props.key };
  }
}
