import { S3Bucket } from "@cdktf/provider-aws/lib/s3-bucket/index.js";
import {
  S3BucketLifecycleConfiguration,
  type S3BucketLifecycleConfigurationRule,
} from "@cdktf/provider-aws/lib/s3-bucket-lifecycle-configuration/index.js";
import { S3BucketLoggingA } from "@cdktf/provider-aws/lib/s3-bucket-logging/index.js";
import { S3BucketNotification } from "@cdktf/provider-aws/lib/s3-bucket-notification/index.js";
import { S3BucketObjectLockConfigurationA } from "@cdktf/provider-aws/lib/s3-bucket-object-lock-configuration/index.js";
import { S3BucketOwnershipControls } from "@cdktf/provider-aws/lib/s3-bucket-ownership-controls/index.js";
import { S3BucketPolicy } from "@cdktf/provider-aws/lib/s3-bucket-policy/index.js";
import { S3BucketPublicAccessBlock } from "@cdktf/provider-aws/lib/s3-bucket-public-access-block/index.js";
import { S3BucketServerSideEncryptionConfigurationA } from "@cdktf/provider-aws/lib/s3-bucket-server-side-encryption-configuration/index.js";
import { S3BucketVersioningA } from "@cdktf/provider-aws/lib/s3-bucket-versioning/index.js";
import type { ITerraformDependable } from "cdktf";
import { Construct } from "constructs";
import { assertValid, type Fault } from "../../contracts/errors.ts";
import { type AccountBucketPart, names, type Place } from "../../contracts/names.ts";
import { denyPlainText, policyDocument, type Statement } from "../identity/policy.ts";
import type { KeyOutputs } from "../keys/keys.ts";

/** One bucket of an account. */
export interface AccountBucketProps {
  readonly place: Place;
  readonly part: AccountBucketPart;
  /** Encrypts every object. @default - S3's own key: where access logs are delivered S3 takes no other. */
  readonly key?: KeyOutputs;
  /** Where its access logs go, below its part. @default - nowhere: it is the bucket of access logs. */
  readonly logsTo?: Pick<AccountBucketOutputs, "name">;
  /**
   * Whether objects can be locked. `from-the-start` is for a bucket that gets a rule for all its objects, and making it so
   * later makes a new bucket; `by-the-writer` has no rule, locks what is written with a time, and can be added to a bucket
   * that exists. Neither can be taken back. @default - no object can.
   */
  readonly objectLock?: "from-the-start" | "by-the-writer";
  /** Objects expire after so many days. @default - they stay. */
  readonly expireDays?: number;
  /** What lies below one prefix expires after so many days and is gone a day later, old versions as well. @default - nothing is. */
  readonly passing?: { readonly prefix: string; readonly days: number };
  /** Versions that were replaced or deleted go after so many days. */
  readonly keepOldDays: number;
  /** Who else may do what, beside the statement that wants TLS. @default - nobody but roles with a grant. */
  readonly statements?: (bucketArn: string) => readonly Statement[];
}

/** What others need of a bucket of an account. */
export interface AccountBucketOutputs {
  readonly name: string;
  readonly arn: string;
  /** Wait for these before an AWS service is pointed at the bucket: it tries at once. */
  readonly ready: readonly ITerraformDependable[];
}

/** Every fault of the props. */
function validateAccountBucket({ keepOldDays, expireDays = 1, passing }: AccountBucketProps): Fault[] {
  return Object.entries({ keepOldDays, expireDays, "passing.days": passing?.days ?? 1 })
    .filter(([, days]) => !(Number.isInteger(days) && days >= 1))
    .map(([field, got]) => ({ field, got, want: "a whole number of days, at least 1" }));
}

/** Where two rules meet, S3 honours the shorter one. Source: S3 user guide, "How S3 handles conflicts in lifecycle configurations". */
function rulesOf({ expireDays, keepOldDays, passing }: AccountBucketProps): S3BucketLifecycleConfigurationRule[] {
  const sweep = {
    id: "sweep",
    status: "Enabled",
    filter: [{ prefix: "" }],
    abortIncompleteMultipartUpload: [{ daysAfterInitiation: 7 }],
    noncurrentVersionExpiration: [{ noncurrentDays: keepOldDays }],
    ...(expireDays === undefined ? {} : { expiration: [{ days: expireDays }] }),
  };
  if (passing === undefined) return [sweep];
  const { prefix, days } = passing;
  const pass = { id: "pass", status: "Enabled", filter: [{ prefix }], expiration: [{ days }] };
  // What expires in a versioned bucket is an old version first, which the sweep would keep.
  return [sweep, { ...pass, noncurrentVersionExpiration: [{ noncurrentDays: 1 }] }];
}

/** A private, versioned, encrypted bucket that speaks TLS only and cannot be destroyed. */
export class AccountBucket extends Construct {
  readonly outputs: AccountBucketOutputs;
  constructor(scope: Construct, id: string, props: AccountBucketProps) {
    super(scope, id);
    assertValid(`bucket ${props.part}`, validateAccountBucket(props));
    const { place, part, objectLock } = props;
    const bucket = new S3Bucket(this, "bucket", {
      bucket: names.accountBucket(place, part),
      // What is added later reads as true from then on: were anything else said here, Terraform would make the bucket anew.
      ...(objectLock === "by-the-writer" ? {} : { objectLockEnabled: objectLock === "from-the-start" }),
      lifecycle: { preventDestroy: true },
    });
    bucket.overrideLogicalId(`bucket_${part}_${place.region}`);
    this.keep(bucket, props);
    this.outputs = { name: bucket.bucket, arn: bucket.arn, ready: [this.close(bucket, props)] };
  }

  private keep(bucket: S3Bucket, props: AccountBucketProps): void {
    const { part, key, logsTo, objectLock } = props;
    const versioning = new S3BucketVersioningA(this, "versioning", {
      bucket: bucket.id,
      versioningConfiguration: { status: "Enabled" },
    });
    if (objectLock === "by-the-writer")
      new S3BucketObjectLockConfigurationA(this, "lock", { bucket: bucket.id, dependsOn: [versioning] });
    const algorithm =
      key === undefined ? { sseAlgorithm: "AES256" } : { sseAlgorithm: "aws:kms", kmsMasterKeyId: key.arn };
    new S3BucketServerSideEncryptionConfigurationA(this, "encryption", {
      bucket: bucket.id,
      rule: [{ applyServerSideEncryptionByDefault: algorithm, bucketKeyEnabled: key !== undefined }],
    });
    new S3BucketLifecycleConfiguration(this, "lifecycle", {
      bucket: bucket.id,
      rule: rulesOf(props),
      dependsOn: [versioning],
    });
    // AWS does not bill its own events: whoever wants to know of a changed state or record needs a rule and no more.
    new S3BucketNotification(this, "events", { bucket: bucket.id, eventbridge: true });
    if (logsTo !== undefined)
      new S3BucketLoggingA(this, "logging", {
        bucket: bucket.id,
        targetBucket: logsTo.name,
        targetPrefix: `${part}/`,
      });
  }

  private close(bucket: S3Bucket, { statements }: AccountBucketProps): S3BucketPolicy {
    const closed = new S3BucketPublicAccessBlock(this, "public-access", {
      bucket: bucket.id,
      blockPublicAcls: true,
      blockPublicPolicy: true,
      ignorePublicAcls: true,
      restrictPublicBuckets: true,
    });
    new S3BucketOwnershipControls(this, "ownership", {
      bucket: bucket.id,
      rule: { objectOwnership: "BucketOwnerEnforced" },
    });
    return new S3BucketPolicy(this, "policy", {
      bucket: bucket.id,
      policy: policyDocument([
        denyPlainText("s3:*", [bucket.arn, `${bucket.arn}/*`]),
        ...(statements?.(bucket.arn) ?? []),
      ]),
      // S3 refuses two changes of a bucket's access at the same time.
      dependsOn: [closed],
    });
  }
}
