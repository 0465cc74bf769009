import { S3Bucket } from "@cdktf/provider-aws/lib/s3-bucket/index.js";
import { S3BucketOwnershipControls } from "@cdktf/provider-aws/lib/s3-bucket-ownership-controls/index.js";
import { S3BucketPolicy } from "@cdktf/provider-aws/lib/s3-bucket-policy/index.js";
import { S3BucketPublicAccessBlock } from "@cdktf/provider-aws/lib/s3-bucket-public-access-block/index.js";
import { S3BucketServerSideEncryptionConfigurationA } from "@cdktf/provider-aws/lib/s3-bucket-server-side-encryption-configuration/index.js";
import { S3BucketVersioningA } from "@cdktf/provider-aws/lib/s3-bucket-versioning/index.js";
import { Construct } from "constructs";
import { type BucketPart, names, type Place } from "../../contracts/names.ts";
import { denyPlainText, policyDocument, type Statement } from "../identity/policy.ts";
import type { KeyOutputs } from "../keys/keys.ts";

/** One bucket of the lake. */
export interface BucketProps {
  readonly place: Place;
  readonly part: BucketPart;
  /** Encrypts every object that does not bring another key. */
  readonly key: KeyOutputs;
  /** `protected` refuses to plan its destruction; `disposable` empties it when it is destroyed. */
  readonly safety: "disposable" | "protected";
  /** Whether objects can be locked; cannot be changed later. @default - false. */
  readonly objectLock?: boolean;
  /** AWS services that may write, beside the TLS-only statement. @default - nobody but roles with a grant. */
  readonly writers?: (bucketArn: string) => readonly Statement[];
}

/** What others need of a bucket. */
export interface BucketOutputs {
  readonly name: string;
  readonly arn: string;
  readonly key: KeyOutputs;
}

/** A private, versioned, encrypted bucket that speaks TLS only. */
export class Bucket extends Construct {
  readonly outputs: BucketOutputs;
  constructor(scope: Construct, id: string, props: BucketProps) {
    super(scope, id);
    const bucket = this.bucket(props);
    this.outputs = { name: bucket.bucket, arn: bucket.arn, key: props.key };
    this.protect(bucket, props);
  }

  private bucket({ place, part, safety, objectLock }: BucketProps): S3Bucket {
    const bucket = new S3Bucket(this, "bucket", {
      bucket: names.bucket(place, part),
      forceDestroy: safety === "disposable",
      objectLockEnabled: objectLock ?? false,
      lifecycle: { preventDestroy: safety === "protected" },
    });
    bucket.overrideLogicalId(`bucket_${part}`);
    return bucket;
  }

  private protect(bucket: S3Bucket, { key, writers }: BucketProps): void {
    new S3BucketVersioningA(this, "versioning", {
      bucket: bucket.id,
      versioningConfiguration: { status: "Enabled" },
    });
    new S3BucketServerSideEncryptionConfigurationA(this, "encryption", {
      bucket: bucket.id,
      rule: [
        {
          applyServerSideEncryptionByDefault: { sseAlgorithm: "aws:kms", kmsMasterKeyId: key.arn },
          bucketKeyEnabled: true,
        },
      ],
    });
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
    new S3BucketPolicy(this, "policy", {
      bucket: bucket.id,
      policy: policyDocument([
        denyPlainText("s3:*", [bucket.arn, `${bucket.arn}/*`]),
        ...(writers?.(bucket.arn) ?? []),
      ]),
      // S3 refuses two changes of a bucket's access at the same time.
      dependsOn: [closed],
    });
  }
}
