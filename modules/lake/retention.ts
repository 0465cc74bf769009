import { S3BucketIntelligentTieringConfiguration } from "@cdktf/provider-aws/lib/s3-bucket-intelligent-tiering-configuration/index.js";
import {
  S3BucketLifecycleConfiguration,
  type S3BucketLifecycleConfigurationRule,
} from "@cdktf/provider-aws/lib/s3-bucket-lifecycle-configuration/index.js";
import { Construct } from "constructs";
import { assertValid, type Fault } from "../../contracts/errors.ts";
import { type BucketPart, dataBuckets } from "../../contracts/names.ts";
import type { LakeOutputs } from "./lake.ts";

/** How long objects stay, and where. */
export interface RetentionProps {
  readonly lake: LakeOutputs;
  /** Objects of the landing bucket expire after this. */
  readonly landingDays: number;
  /** Query results expire after this. @default - 7. */
  readonly resultsDays?: number;
  /** Access logs expire after this. @default - 90. */
  readonly accessLogDays?: number;
}

/** Every fault of the props. */
export function validateRetention(p: RetentionProps): Fault[] {
  const days = {
    landingDays: p.landingDays,
    resultsDays: p.resultsDays ?? 7,
    accessLogDays: p.accessLogDays ?? 90,
  };
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
const abort = { abortIncompleteMultipartUpload: [{ daysAfterInitiation: 7 }] };
const sweep = enabled("sweep", { ...abort, noncurrentVersionExpiration: [{ noncurrentDays: 30 }] });
// What is locked keeps its versions: only uploads that never became an object go.
const tidy = enabled("sweep", abort);
const expire = (days: number): Rule => enabled("expire", { expiration: [{ days }] });
// The source of every replay: read rarely once it is a quarter old, and then all of it at once.
const coolDown = enabled("cool-down", {
  transition: [
    { days: 90, storageClass: "STANDARD_IA" },
    { days: 365, storageClass: "GLACIER_IR" },
  ],
});
// Nobody knows which days will be asked for again, so S3 watches what is read; all tiers answer at once.
const tier = enabled("tier", { transition: [{ days: 30, storageClass: "INTELLIGENT_TIERING" }] });

/**
 * Lifecycle rules of the lake's buckets. They are policy, not data, and can be built anew at any time, so they live in
 * the runtime state: the provider waits about a minute for each to settle, and there it overlaps the load balancer.
 */
export class Retention extends Construct {
  constructor(scope: Construct, id: string, props: RetentionProps) {
    super(scope, id);
    assertValid("retention", validateRetention(props));
    const { lake, landingDays, resultsDays = 7, accessLogDays = 90 } = props;
    const rules: Record<BucketPart, Rule[]> = {
      landing: [sweep, expire(landingDays)],
      bronze: [sweep, coolDown],
      silver: [sweep, tier],
      gold: [sweep, tier],
      quarantine: [sweep, tier],
      audit: [tidy, coolDown],
      results: [sweep, expire(resultsDays)],
      "access-logs": [sweep, expire(accessLogDays)],
    };
    for (const part of dataBuckets) this.rules(part, lake.buckets[part].name, rules[part]);
    this.rules("access-logs", lake.accessLogs.name, rules["access-logs"]);
    // What nobody mended for half a year may take hours to come back. Athena cannot wait for silver and gold like that.
    new S3BucketIntelligentTieringConfiguration(this, "quarantine-archive", {
      bucket: lake.buckets.quarantine.name,
      name: "archive",
      tiering: [{ accessTier: "ARCHIVE_ACCESS", days: 180 }],
    });
  }

  private rules(part: BucketPart, bucket: string, rule: Rule[]): void {
    new S3BucketLifecycleConfiguration(this, part, { bucket, rule });
  }
}
