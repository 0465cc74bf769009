import { S3Bucket } from "@cdktf/provider-aws/lib/s3-bucket/index.js";
import { S3BucketOwnershipControls } from "@cdktf/provider-aws/lib/s3-bucket-ownership-controls/index.js";
import { S3BucketPolicy } from "@cdktf/provider-aws/lib/s3-bucket-policy/index.js";
import { S3BucketPublicAccessBlock } from "@cdktf/provider-aws/lib/s3-bucket-public-access-block/index.js";
import { S3BucketServerSideEncryptionConfigurationA } from "@cdktf/provider-aws/lib/s3-bucket-server-side-encryption-configuration/index.js";
import { S3BucketVersioningA } from "@cdktf/provider-aws/lib/s3-bucket-versioning/index.js";
import type { ITerraformDependable } from "cdktf";
import type { Construct } from "constructs";
import { type EnvironmentBucket, names, type Place } from "../../contracts/names.ts";
import { policyDocument, type Statement } from "../identity/policy.ts";
import type { KeyOutputs } from "../keys/keys.ts";
import { bucketRefusals } from "./bucket-policy.ts";

/** What every bucket of an environment is made from. */
export interface GuardedProps {
  readonly place: Place;
  readonly part: EnvironmentBucket;
  /** `protected` refuses to plan its destruction; `disposable` empties it when it is destroyed. */
  readonly safety: "disposable" | "protected";
  /** Encrypts every object. @default - S3's own key: only for what S3 itself writes. */
  readonly key?: KeyOutputs;
  /** Whether objects can be locked; cannot be changed later. @default - false. */
  readonly objectLock?: boolean;
  /** AWS services that may write, beside what every bucket refuses. @default - nobody but roles with a grant. */
  readonly writers?: (bucketArn: string) => readonly Statement[];
}

/** What names a bucket. */
export interface BucketName {
  readonly name: string;
  readonly arn: string;
  /** Wait for these before an AWS service is pointed at the bucket: it tries at once. */
  readonly ready: readonly ITerraformDependable[];
}

/** A private, versioned, encrypted bucket that speaks TLS 1.2 only, with everything that makes it so. */
export function guardedBucket(scope: Construct, props: GuardedProps): BucketName {
  const { place, part, safety, objectLock = false } = props;
  const bucket = new S3Bucket(scope, "bucket", {
    bucket: names.bucket(place, part),
    forceDestroy: safety === "disposable",
    objectLockEnabled: objectLock,
    lifecycle: { preventDestroy: safety === "protected" },
  });
  bucket.overrideLogicalId(`bucket_${part}`);
  new S3BucketVersioningA(scope, "versioning", {
    bucket: bucket.id,
    versioningConfiguration: { status: "Enabled" },
  });
  encrypt(scope, bucket, props);
  return { name: bucket.bucket, arn: bucket.arn, ready: [close(scope, bucket, props)] };
}

function encrypt(scope: Construct, bucket: S3Bucket, { key }: GuardedProps): void {
  const byS3 = { applyServerSideEncryptionByDefault: { sseAlgorithm: "AES256" } };
  const byKey = (arn: string) => ({
    applyServerSideEncryptionByDefault: { sseAlgorithm: "aws:kms", kmsMasterKeyId: arn },
    bucketKeyEnabled: true,
  });
  new S3BucketServerSideEncryptionConfigurationA(scope, "encryption", {
    bucket: bucket.id,
    rule: [key === undefined ? byS3 : byKey(key.arn)],
  });
}

function close(scope: Construct, bucket: S3Bucket, { key, writers }: GuardedProps): S3BucketPolicy {
  const closed = new S3BucketPublicAccessBlock(scope, "public-access", {
    bucket: bucket.id,
    blockPublicAcls: true,
    blockPublicPolicy: true,
    ignorePublicAcls: true,
    restrictPublicBuckets: true,
  });
  new S3BucketOwnershipControls(scope, "ownership", {
    bucket: bucket.id,
    rule: { objectOwnership: "BucketOwnerEnforced" },
  });
  return new S3BucketPolicy(scope, "policy", {
    bucket: bucket.id,
    policy: policyDocument([...bucketRefusals(bucket.arn, key), ...(writers?.(bucket.arn) ?? [])]),
    // S3 refuses two changes of a bucket's access at the same time.
    dependsOn: [closed],
  });
}
