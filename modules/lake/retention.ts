import {
  S3BucketLifecycleConfiguration,
  type S3BucketLifecycleConfigurationRule,
} from "@cdktf/provider-aws/lib/s3-bucket-lifecycle-configuration/index.js";
import { Construct } from "constructs";
import { assertValid, type Fault } from "../../contracts/errors.ts";
import { type BucketPart, bucketNames } from "../../contracts/names.ts";
import type { LakeOutputs } from "./lake.ts";

/** How long objects stay, and where. */
export interface RetentionProps {
  readonly lake: LakeOutputs;
  /** Objects of the landing bucket expire after this. */
  readonly landingDays: number;
  /** Query results expire after this. @default - 7. */
  readonly resultsDays?: number;
}

/** Every fault of the props. */
export function validateRetention(p: RetentionProps): Fault[] {
  const days = { landingDays: p.landingDays, resultsDays: p.resultsDays ?? 7 };
  return Object.entries(days)
    .filter(([, value]) => !(Number.isInteger(value) && value >= 1))
    .map(([field, got]) => ({ field, got, want: "a whole number of days, at least 1" }));
}

type Rule = S3BucketLifecycleConfigurationRule;
const enabled = (id: string, rest: Omit<Rule, "id" | "status">): Rule => ({
  id,
  status: "Enabled",
  filter: [{ prefix: "" }],
  ...rest,
});
const sweep = enabled("sweep", {
  abortIncompleteMultipartUpload: [{ daysAfterInitiation: 7 }],
  noncurrentVersionExpiration: [{ noncurrentDays: 30 }],
});
const expire = (days: number): Rule => enabled("expire", { expiration: [{ days }] });
// The source of every replay: read rarely once it is a quarter old, and then all of it at once.
const coolDown = enabled("cool-down", {
  transition: [
    { days: 90, storageClass: "STANDARD_IA" },
    { days: 365, storageClass: "GLACIER_IR" },
  ],
});

/**
 * Lifecycle rules of the lake's buckets. They are policy, not data, and can be built anew at any time, so they live in
 * the runtime state: the provider waits about a minute for each to settle, and there it overlaps the load balancer.
 */
export class Retention extends Construct {
  constructor(scope: Construct, id: string, props: RetentionProps) {
    super(scope, id);
    assertValid("retention", validateRetention(props));
    const { lake, landingDays, resultsDays = 7 } = props;
    const rules: Record<BucketPart, Rule[]> = {
      landing: [sweep, expire(landingDays)],
      bronze: [sweep, coolDown],
      silver: [sweep],
      gold: [sweep],
      audit: [coolDown],
      results: [sweep, expire(resultsDays)],
    };
    for (const part of bucketNames)
      new S3BucketLifecycleConfiguration(this, part, { bucket: lake.buckets[part].name, rule: rules[part] });
  }
}
