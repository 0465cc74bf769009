import { Construct } from "constructs";
import { loadBalancerLogPrefix } from "../../contracts/lake.ts";
import { dataBuckets, names, type Place } from "../../contracts/names.ts";
import type { Statement } from "../identity/policy.ts";
import { type BucketName, guardedBucket } from "./guarded-bucket.ts";

/** Where S3 and load balancers write down who asked them for what. */
export interface AccessLogsProps {
  readonly place: Place;
  readonly safety: "disposable" | "protected";
}

const put = (Sid: string, Service: string, Resource: readonly string[]): Statement => ({
  Sid,
  Effect: "Allow",
  Principal: { Service },
  Action: ["s3:PutObject"],
  Resource,
});

/** Buckets whose readers and writers are written down: those of data, and the one of releases. */
const logged = [...dataBuckets, "artifacts"] as const;

/** Source: S3 user guide, "Permissions for log delivery"; Elastic Load Balancing user guide, "Access logs". */
const writers =
  (place: Place) =>
  (bucketArn: string): Statement[] => [
    {
      ...put(
        "Buckets",
        "logging.s3.amazonaws.com",
        logged.map((part) => `${bucketArn}/${part}/*`),
      ),
      Condition: {
        StringEquals: { "aws:SourceAccount": place.account },
        ArnLike: { "aws:SourceArn": logged.map((part) => `arn:aws:s3:::${names.bucket(place, part)}`) },
      },
    },
    {
      ...put("LoadBalancers", "logdelivery.elasticloadbalancing.amazonaws.com", [
        `${bucketArn}/${loadBalancerLogPrefix}/AWSLogs/${place.account}/*`,
      ]),
      Condition: {
        ArnLike: {
          "aws:SourceArn": `arn:aws:elasticloadbalancing:${place.region}:${place.account}:loadbalancer/*`,
        },
      },
    },
  ];

/**
 * The one bucket without a key of ours and without an access log of its own: S3 and load balancers deliver only where
 * the default is S3's own key (S3 user guide, "Enabling Amazon S3 server access logging"; Elastic Load Balancing user
 * guide, "Access logs"), and a log of the log's own writes would never end.
 */
export class AccessLogs extends Construct {
  readonly outputs: BucketName;
  constructor(scope: Construct, id: string, { place, safety }: AccessLogsProps) {
    super(scope, id);
    this.outputs = guardedBucket(this, { place, part: "access-logs", safety, writers: writers(place) });
  }
}
