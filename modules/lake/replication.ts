import {
  S3BucketReplicationConfigurationA,
  type S3BucketReplicationConfigurationRuleDestination,
} from "@cdktf/provider-aws/lib/s3-bucket-replication-configuration/index.js";
import { Construct } from "constructs";
import { assertValid, type Fault } from "../../contracts/errors.ts";
import type { DataBucket, Place } from "../../contracts/names.ts";
import { allow, type Grant } from "../identity/policy.ts";
import { Role } from "../identity/role.ts";
import type { BucketOutputs } from "./bucket.ts";
import type { LakeOutputs } from "./lake.ts";

/** Copies of the lake's buckets in another Region. */
export interface ReplicationProps {
  readonly place: Place;
  readonly from: LakeOutputs;
  /** The lake of the other Region: its buckets and its own keys. */
  readonly to: LakeOutputs;
  /** The Region of `to`. */
  readonly toRegion: string;
}

/** One bucket and its copy, as S3 names them in metrics. */
export interface CopiedBucket {
  readonly part: CopiedPart;
  readonly source: string;
  readonly destination: string;
  readonly ruleId: string;
}

/** What others need of the replication. */
export interface ReplicationOutputs {
  readonly copied: readonly CopiedBucket[];
}

/**
 * What is copied, and whether S3 promises 15 minutes for it (Replication Time Control, 0.015 USD/GB).
 *
 * Bronze, quarantine and audit cannot be made again, so they are promised. Silver and gold are pure functions of bronze,
 * but making a year of them again takes longer than a Region may be away: they follow without a promise. Landing is
 * copied as bronze within the time that data may wait for the lake; results and access logs are not missed.
 */
export const copiedParts = {
  bronze: { promised: true },
  silver: { promised: false },
  gold: { promised: false },
  quarantine: { promised: true },
  audit: { promised: true },
} as const satisfies Partial<Record<DataBucket, { readonly promised: boolean }>>;
/** One of {@link copiedParts}. */
export type CopiedPart = keyof typeof copiedParts;

const parts = Object.keys(copiedParts) as CopiedPart[];
/** The one rule of each bucket. */
const ruleId = "whole-bucket";
/** The pairs as S3 names them in metrics, of buckets whose names are known on both sides. */
export const copiedBuckets = (nameOf: (part: CopiedPart) => string, to: LakeOutputs): CopiedBucket[] =>
  parts.map((part) => ({ part, source: nameOf(part), destination: to.buckets[part].name, ruleId }));

/** S3's promise. */
const promisedMinutes = 15;

/** Every fault of the props. */
export function validateReplication({ place, toRegion }: ReplicationProps): Fault[] {
  return toRegion === place.region ? [{ field: "toRegion", got: toRegion, want: `another than ${place.region}` }] : [];
}

/**
 * One rule per bucket, for everything that is written from now on: what was there before needs a batch job once. Delete
 * markers are not copied, so whoever deletes here deletes nothing there.
 */
export class Replication extends Construct {
  readonly outputs: ReplicationOutputs;
  constructor(scope: Construct, id: string, props: ReplicationProps) {
    super(scope, id);
    assertValid("replication", validateReplication(props));
    const { place, from, to, toRegion } = props;
    const pairs = parts.map((part) => ({ part, source: from.buckets[part], copy: to.buckets[part] }));
    const role = new Role(this, "role", {
      place,
      name: "replication",
      assumedBy: "s3.amazonaws.com",
      grants: pairs.flatMap(({ source, copy }) => [grantTake(source, place.region), grantPlace(copy, toRegion)]),
    }).outputs;
    for (const { part, source, copy } of pairs)
      new S3BucketReplicationConfigurationA(this, part, {
        bucket: source.name,
        role: role.arn,
        rule: [
          {
            id: ruleId,
            priority: 1,
            status: "Enabled",
            filter: { prefix: "" },
            deleteMarkerReplication: { status: "Disabled" },
            sourceSelectionCriteria: { sseKmsEncryptedObjects: { status: "Enabled" } },
            destination: destination(copy, copiedParts[part].promised),
          },
        ],
        dependsOn: [...role.ready],
      });
    this.outputs = { copied: copiedBuckets((part) => from.buckets[part].name, to) };
  }
}

// Metrics are on everywhere: without them a copy that failed is counted nowhere.
function destination({ arn, key }: BucketOutputs, promised: boolean): S3BucketReplicationConfigurationRuleDestination {
  const within = { minutes: promisedMinutes };
  return {
    bucket: arn,
    encryptionConfiguration: { replicaKmsKeyId: key.arn },
    metrics: { status: "Enabled", ...(promised ? { eventThreshold: within } : {}) },
    ...(promised ? { replicationTime: { status: "Enabled", time: within } } : {}),
  };
}

const throughS3 = (region: string) => ({ StringEquals: { "kms:ViaService": `s3.${region}.amazonaws.com` } });

/** Source: S3 user guide, "Setting up permissions for live replication". */
const grantTake = ({ arn, key }: BucketOutputs, region: string): Grant => [
  allow(["s3:GetReplicationConfiguration", "s3:ListBucket"], [arn]),
  allow(
    [
      "s3:GetObjectVersionForReplication",
      "s3:GetObjectVersionAcl",
      "s3:GetObjectVersionTagging",
      // Locked objects stay locked in the copy.
      "s3:GetObjectRetention",
      "s3:GetObjectLegalHold",
    ],
    [`${arn}/*`],
  ),
  { ...allow(["kms:Decrypt"], [key.arn]), Condition: throughS3(region) },
];

// Without s3:ReplicateDelete: S3 itself cannot delete in the copy.
const grantPlace = ({ arn, key }: BucketOutputs, region: string): Grant => [
  allow(["s3:ReplicateObject", "s3:ReplicateTags"], [`${arn}/*`]),
  { ...allow(["kms:Encrypt", "kms:GenerateDataKey"], [key.arn]), Condition: throughS3(region) },
];
