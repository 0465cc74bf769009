import { Cloudtrail } from "@cdktf/provider-aws/lib/cloudtrail/index.js";
import { Construct } from "constructs";
import { trailPrefix } from "../../contracts/lake.ts";
import { names, type Place } from "../../contracts/names.ts";
import { ownTrail } from "../../contracts/trails.ts";
import type { BucketOutputs } from "../lake/bucket.ts";

/** What an environment hears of its account. */
export interface FeedProps {
  readonly place: Place;
  /** Whose policy and whose key let the trail in. */
  readonly landing: BucketOutputs;
  /** `protected` refuses to plan its destruction. */
  readonly safety: "disposable" | "protected";
}

/** What the rest of the platform is told of it. */
export interface FeedOutputs {
  /** Of the trail. */
  readonly name: string;
}

/**
 * A trail that brings management events of every Region into the landing bucket, a few minutes after each call. It is a
 * feed: evidence is the account's own trail (trail.ts), which is locked and has its alarms, one of which rings when a feed
 * is stopped or changed. CloudTrail has no metric of a delivery that fails, and the age of data tells only of what landed:
 * the health check `sources.trail` asks the trail itself. What global services do is delivered once, whatever Region the
 * trail is of, so the recovery Region has none until it stands in.
 */
export class Feed extends Construct {
  readonly outputs: FeedOutputs;
  constructor(scope: Construct, id: string, { place, landing, safety }: FeedProps) {
    super(scope, id);
    const trail = new Cloudtrail(this, "trail", {
      name: names.of(place, ownTrail),
      s3BucketName: landing.name,
      s3KeyPrefix: trailPrefix.slice(0, -1),
      kmsKeyId: landing.key.arn,
      isMultiRegionTrail: true,
      includeGlobalServiceEvents: true,
      enableLogFileValidation: true,
      enableLogging: true,
      lifecycle: { preventDestroy: safety === "protected" },
      dependsOn: [...landing.ready],
    });
    trail.overrideLogicalId("feed");
    this.outputs = { name: trail.name };
  }
}
