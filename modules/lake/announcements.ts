import { S3BucketNotification } from "@cdktf/provider-aws/lib/s3-bucket-notification/index.js";
import { Construct } from "constructs";
import { dataBuckets } from "../../contracts/names.ts";
import type { LakeOutputs } from "./lake.ts";

/** Tells EventBridge of what happens to objects. */
export interface AnnouncementsProps {
  readonly lake: LakeOutputs;
}

// Landing tells its queue (modules/messaging), and a bucket has one notification configuration.
const announced = dataBuckets.filter((part) => part !== "landing");

/**
 * Every object that is made, deleted or restored in the buckets is an event on the account's default event bus. AWS does
 * not bill its own events; what follows from one is a rule's business.
 */
export class Announcements extends Construct {
  constructor(scope: Construct, id: string, { lake }: AnnouncementsProps) {
    super(scope, id);
    for (const part of announced)
      new S3BucketNotification(this, part, { bucket: lake.buckets[part].name, eventbridge: true });
    new S3BucketNotification(this, "access-logs", { bucket: lake.accessLogs.name, eventbridge: true });
  }
}
