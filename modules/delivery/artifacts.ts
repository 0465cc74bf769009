import { S3BucketLifecycleConfiguration } from "@cdktf/provider-aws/lib/s3-bucket-lifecycle-configuration/index.js";
import { S3BucketLoggingA } from "@cdktf/provider-aws/lib/s3-bucket-logging/index.js";
import { S3BucketNotification } from "@cdktf/provider-aws/lib/s3-bucket-notification/index.js";
import { Construct } from "constructs";
import { assertValid, type Fault } from "../../contracts/errors.ts";
import type { Place } from "../../contracts/names.ts";
import type { KeyOutputs } from "../keys/keys.ts";
import type { BucketOutputs } from "../lake/bucket.ts";
import { type BucketName, guardedBucket } from "../lake/guarded-bucket.ts";

/** Where releases are kept: what was built, once, and promoted from environment to environment. */
export interface ArtifactsProps {
  readonly place: Place;
  /** Encrypts every object. */
  readonly key: KeyOutputs;
  /** `protected` refuses to plan its destruction. */
  readonly safety: "disposable" | "protected";
  /** Where S3 writes down who asked for what. */
  readonly accessLogs: BucketName;
  /** A release can be gone back to for so long, days. @default - 365. */
  readonly keepDays?: number;
}

/** Every fault of the props. */
export function validateArtifacts({ keepDays = 365 }: ArtifactsProps): Fault[] {
  const fine = Number.isInteger(keepDays) && keepDays >= 30;
  return fine ? [] : [{ field: "keepDays", got: keepDays, want: "a whole number of days, at least 30" }];
}

/** A private, versioned, encrypted bucket; what was replaced stays for a month, what is old goes; EventBridge is told of each. */
export class Artifacts extends Construct {
  readonly outputs: BucketOutputs;
  constructor(scope: Construct, id: string, props: ArtifactsProps) {
    super(scope, id);
    assertValid("artifacts", validateArtifacts(props));
    const { place, key, safety, accessLogs, keepDays = 365 } = props;
    const bucket = guardedBucket(this, { place, part: "artifacts", key, safety });
    new S3BucketLoggingA(this, "access-log", {
      bucket: bucket.name,
      targetBucket: accessLogs.name,
      targetPrefix: "artifacts/",
    });
    new S3BucketNotification(this, "events", { bucket: bucket.name, eventbridge: true });
    new S3BucketLifecycleConfiguration(this, "lifecycle", {
      bucket: bucket.name,
      rule: [
        {
          id: "expire",
          status: "Enabled",
          filter: [{ prefix: "" }],
          expiration: [{ days: keepDays }],
          noncurrentVersionExpiration: [{ noncurrentDays: 30 }],
          abortIncompleteMultipartUpload: [{ daysAfterInitiation: 7 }],
        },
      ],
    });
    this.outputs = { ...bucket, key };
  }
}
