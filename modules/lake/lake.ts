import { S3BucketObjectLockConfigurationA } from "@cdktf/provider-aws/lib/s3-bucket-object-lock-configuration/index.js";
import { Construct } from "constructs";
import { assertValid, type Fault } from "../../contracts/errors.ts";
import { type DataBucket, dataBuckets, type KeyClass, type Place } from "../../contracts/names.ts";
import type { DeliveringTrail } from "../../contracts/trails.ts";
import type { KeysOutputs } from "../keys/keys.ts";
import { AccessLogs } from "./access-logs.ts";
import { Bucket, type BucketOutputs } from "./bucket.ts";
import type { BucketName } from "./guarded-bucket.ts";
import { landingWriters } from "./landing-writers.ts";

/** The buckets that events pass through, and those beside them: quarantine, audit, query results, access logs. */
export interface LakeProps {
  readonly place: Place;
  readonly keys: KeysOutputs;
  /** `protected`: buckets cannot be destroyed and audit objects cannot be deleted by anybody before their time. */
  readonly safety: "disposable" | "protected";
  /** Trails that may deliver into the landing bucket. @default - none. */
  readonly trails?: readonly DeliveringTrail[];
  /** Objects of the audit bucket are locked for this long. */
  readonly auditLockDays: number;
}

/** The buckets of data, by part, and the one of access logs. */
export interface LakeOutputs {
  readonly buckets: Readonly<Record<DataBucket, BucketOutputs>>;
  readonly accessLogs: BucketName;
}

/** Every fault of the props. */
export function validateLake(p: LakeProps): Fault[] {
  const whole = Number.isInteger(p.auditLockDays) && p.auditLockDays >= 1;
  return whole ? [] : [{ field: "auditLockDays", got: p.auditLockDays, want: "a whole number, at least 1" }];
}

const keyOf: Readonly<Record<DataBucket, KeyClass>> = {
  landing: "events",
  bronze: "events",
  silver: "events",
  gold: "events",
  quarantine: "events",
  audit: "audit",
  results: "events",
};

/** Landing, bronze, silver, gold, quarantine, audit (objects locked), results and access logs. */
export class Lake extends Construct {
  readonly outputs: LakeOutputs;
  constructor(scope: Construct, id: string, props: LakeProps) {
    super(scope, id);
    assertValid("lake", validateLake(props));
    const logs = new AccessLogs(this, "access-logs", props).outputs;
    const buckets = dataBuckets.map((part) => [part, this.bucket(part, logs, props)] as const);
    this.outputs = { buckets: Object.fromEntries(buckets) as Record<DataBucket, BucketOutputs>, accessLogs: logs };
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

  private bucket(part: DataBucket, logs: BucketName, { place, keys, safety, trails = [] }: LakeProps): BucketOutputs {
    return new Bucket(this, part, {
      place,
      part,
      key: keys[keyOf[part]],
      safety,
      accessLogs: logs,
      objectLock: part === "audit",
      ...(part === "landing" ? { writers: landingWriters(place, trails) } : {}),
    }).outputs;
  }
}
