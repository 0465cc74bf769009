import { S3BucketNotification } from "@cdktf/provider-aws/lib/s3-bucket-notification/index.js";
import { Construct } from "constructs";
import type { Place } from "../../contracts/names.ts";
import type { Statement } from "../identity/policy.ts";
import type { KeyOutputs } from "../keys/keys.ts";
import type { BucketOutputs } from "../lake/bucket.ts";
import { Queue, type QueueOutputs } from "./queue.ts";

/** Tells a queue of every new object in a bucket. */
export interface LandingNotificationsProps {
  readonly place: Place;
  readonly bucket: BucketOutputs;
  readonly key: KeyOutputs;
  /** How long collect may take over one object before another task gets it. @default - 300. */
  readonly visibilityTimeoutSeconds?: number;
}

const fromBucket =
  (bucketArn: string, account: string) =>
  (queueArn: string): Statement[] => [
    {
      Sid: "Notifications",
      Effect: "Allow",
      Principal: { Service: "s3.amazonaws.com" },
      Action: ["sqs:SendMessage"],
      Resource: [queueArn],
      Condition: { ArnEquals: { "aws:SourceArn": bucketArn }, StringEquals: { "aws:SourceAccount": account } },
    },
  ];

/** Queue of notifications about created objects; S3 delivers at least once, and now and then not at all. */
export class LandingNotifications extends Construct {
  readonly outputs: QueueOutputs;
  constructor(scope: Construct, id: string, props: LandingNotificationsProps) {
    super(scope, id);
    const { place, bucket, key, visibilityTimeoutSeconds = 300 } = props;
    this.outputs = new Queue(this, "landing", {
      place,
      name: "landing",
      key,
      visibilityTimeoutSeconds,
      senders: fromBucket(bucket.arn, place.account),
    }).outputs;
    new S3BucketNotification(this, "notification", {
      bucket: bucket.name,
      queue: [{ id: "created", queueArn: this.outputs.arn, events: ["s3:ObjectCreated:*"] }],
      // S3 sends a test message when it is told of the queue, and refuses a queue that would refuse it.
      dependsOn: [...this.outputs.ready],
    });
  }
}
