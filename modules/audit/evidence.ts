import { S3BucketObjectLockConfigurationA } from "@cdktf/provider-aws/lib/s3-bucket-object-lock-configuration/index.js";
import { Construct } from "constructs";
import { assertValid, type Fault } from "../../contracts/errors.ts";
import type { Place } from "../../contracts/names.ts";
import { AccountBucket, type AccountBucketOutputs } from "../bootstrap/account-bucket.ts";
import type { Statement } from "../identity/policy.ts";
import type { KeyOutputs } from "../keys/keys.ts";
import { trailArn } from "./audit-key.ts";

/** Where the trail and Config write. */
export interface EvidenceProps {
  readonly place: Place;
  readonly key: KeyOutputs;
  readonly logsTo: Pick<AccountBucketOutputs, "name">;
  /** ARN of the role that reads evidence from outside. */
  readonly auditor: string;
  /** Nobody can delete a record of the trail before it is this old. */
  readonly lockDays: number;
  /** `protected`: not even the account's root can. */
  readonly safety: "disposable" | "protected";
}

/** The buckets of evidence. */
export interface EvidenceOutputs {
  readonly trail: AccountBucketOutputs;
  readonly config: AccountBucketOutputs;
}

/** Every fault of the props. */
export function validateEvidence({ lockDays: got }: EvidenceProps): Fault[] {
  return Number.isInteger(got) && got >= 1 ? [] : [{ field: "lockDays", got, want: "a whole number, at least 1" }];
}

/** A service of AWS that delivers into a bucket, as far as the bucket lets it. */
interface Delivery {
  readonly service: string;
  /** Only on behalf of this. */
  readonly from: Readonly<Record<string, string>>;
  /** Below which key. */
  readonly prefix: string;
}

const delivers =
  ({ service, from, prefix }: Delivery, auditor: string) =>
  (bucket: string): Statement[] => {
    const allowed = { Effect: "Allow", Principal: { Service: service } } as const;
    const look = ["s3:GetBucketAcl", "s3:ListBucket"];
    return [
      { ...allowed, Sid: "Look", Action: look, Resource: [bucket], Condition: { StringEquals: from } },
      {
        ...allowed,
        Sid: "Deliver",
        Action: ["s3:PutObject"],
        Resource: [`${bucket}/${prefix}*`],
        Condition: { StringEquals: { ...from, "s3:x-amz-acl": "bucket-owner-full-control" } },
      },
      {
        Sid: "Auditor",
        Effect: "Allow",
        Principal: { AWS: auditor },
        Action: ["s3:GetObject", "s3:ListBucket"],
        Resource: [bucket, `${bucket}/*`],
      },
    ];
  };

/**
 * Two buckets: objects of the trail's are locked; Config delivers into none that locks by itself (Config developer guide,
 * "Managing the Delivery Channel"), so its records are kept by versions and by a policy that lets nobody delete.
 */
export class Evidence extends Construct {
  readonly outputs: EvidenceOutputs;
  constructor(scope: Construct, id: string, props: EvidenceProps) {
    super(scope, id);
    assertValid("evidence", validateEvidence(props));
    this.outputs = { trail: this.trail(props), config: this.config(props) };
  }

  private trail({ place, key, logsTo, auditor, lockDays, safety }: EvidenceProps): AccountBucketOutputs {
    const from = { "aws:SourceArn": trailArn(place) };
    const delivery = { service: "cloudtrail.amazonaws.com", from, prefix: `AWSLogs/${place.account}/` };
    const bucket = new AccountBucket(this, "trail", {
      place,
      part: "trail",
      key,
      logsTo,
      objectLock: "from-the-start",
      keepOldDays: lockDays,
      statements: delivers(delivery, auditor),
    }).outputs;
    new S3BucketObjectLockConfigurationA(this, "lock", {
      bucket: bucket.name,
      // Nobody can shorten COMPLIANCE, not even the account's root: right for evidence, wrong for what is thrown away.
      rule: { defaultRetention: { mode: safety === "protected" ? "COMPLIANCE" : "GOVERNANCE", days: lockDays } },
    });
    return bucket;
  }

  private config({ place, key, logsTo, auditor, lockDays }: EvidenceProps): AccountBucketOutputs {
    const from = { "aws:SourceAccount": place.account };
    const delivery = { service: "config.amazonaws.com", from, prefix: `AWSLogs/${place.account}/Config/` };
    return new AccountBucket(this, "config", {
      place,
      part: "config",
      key,
      logsTo,
      keepOldDays: lockDays,
      statements: (bucket) => [...delivers(delivery, auditor)(bucket), keep(bucket)],
    }).outputs;
  }
}

// Lifecycle rules are no request of anybody, so old versions still go in their time.
const keep = (bucket: string): Statement => ({
  Sid: "Keep",
  Effect: "Deny",
  Principal: "*",
  Action: ["s3:DeleteObject", "s3:DeleteObjectVersion"],
  Resource: [`${bucket}/*`],
});
