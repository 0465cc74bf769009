import { S3BucketObjectLockConfigurationA } from "@cdktf/provider-aws/lib/s3-bucket-object-lock-configuration/index.js";
import { Construct } from "constructs";
import { assertValid, type Fault } from "../../contracts/errors.ts";
import { flowLogPrefix } from "../../contracts/lake.ts";
import { type BucketPart, bucketNames, type KeyClass, type Place } from "../../contracts/names.ts";
import type { Statement } from "../identity/policy.ts";
import type { KeysOutputs } from "../keys/keys.ts";
import { Bucket, type BucketOutputs } from "./bucket.ts";

/** The buckets that events pass through, and the two beside them: audit and query results. */
export interface LakeProps {
  readonly place: Place;
  readonly keys: KeysOutputs;
  /** `protected`: buckets cannot be destroyed and audit objects cannot be deleted by anybody before their time. */
  readonly safety: "disposable" | "protected";
  /** Objects of the audit bucket are locked for this long. */
  readonly auditLockDays: number;
}

/** The buckets, by part. */
export interface LakeOutputs {
  readonly buckets: Readonly<Record<BucketPart, BucketOutputs>>;
}

/** Every fault of the props. */
export function validateLake(p: LakeProps): Fault[] {
  const whole = Number.isInteger(p.auditLockDays) && p.auditLockDays >= 1;
  return whole ? [] : [{ field: "auditLockDays", got: p.auditLockDays, want: "a whole number, at least 1" }];
}

const keyOf: Readonly<Record<BucketPart, KeyClass>> = {
  landing: "events",
  bronze: "events",
  silver: "events",
  gold: "events",
  audit: "audit",
  results: "events",
};

// AWS delivers flow logs in its own name; source: VPC user guide, "Publish flow logs to Amazon S3".
const flowLogDelivery =
  ({ account, region }: Place) =>
  (bucketArn: string): Statement[] => {
    const from = {
      StringEquals: { "aws:SourceAccount": account },
      ArnLike: { "aws:SourceArn": `arn:aws:logs:${region}:${account}:*` },
    };
    const service = {
      Effect: "Allow",
      Principal: { Service: "delivery.logs.amazonaws.com" },
      Condition: from,
    } as const;
    return [
      { ...service, Sid: "FlowLogs", Action: ["s3:PutObject"], Resource: [`${bucketArn}/${flowLogPrefix}*`] },
      { ...service, Sid: "FlowLogsAcl", Action: ["s3:GetBucketAcl"], Resource: [bucketArn] },
    ];
  };

/** Landing, bronze, silver, gold, audit (objects locked) and results. */
export class Lake extends Construct {
  readonly outputs: LakeOutputs;
  constructor(scope: Construct, id: string, props: LakeProps) {
    super(scope, id);
    assertValid("lake", validateLake(props));
    const buckets = bucketNames.map((part) => [part, this.bucket(part, props)] as const);
    this.outputs = { buckets: Object.fromEntries(buckets) as Record<BucketPart, BucketOutputs> };
    new S3BucketObjectLockConfigurationA(this, "audit-lock", {
      bucket: this.outputs.buckets.audit.name,
      rule: {
        // Nobody can shorten COMPLIANCE, not even the account's root: right for evidence, wrong for what is thrown away.
        defaultRetention: {
          mode: props.safety === "protected" ? "COMPLIANCE" : "GOVERNANCE",
          days: props.auditLockDays,
        },
      },
    });
  }

  private bucket(part: BucketPart, { place, keys, safety }: LakeProps): BucketOutputs {
    return new Bucket(this, part, {
      place,
      part,
      key: keys[keyOf[part]],
      safety,
      objectLock: part === "audit",
      ...(part === "landing" ? { writers: flowLogDelivery(place) } : {}),
    }).outputs;
  }
}
