import { flowLogPrefix, trailPrefix } from "../../contracts/lake.ts";
import type { Place } from "../../contracts/names.ts";
import { accountOfTrail, type DeliveringTrail } from "../../contracts/trails.ts";
import type { Statement } from "../identity/policy.ts";

/** What AWS may deliver into the landing bucket in its own name: flow logs, and files of these trails. */
export const landingWriters =
  (place: Place, trails: readonly DeliveringTrail[]) =>
  (bucketArn: string): Statement[] => [
    ...flowLogDelivery(place, bucketArn),
    ...(trails.length === 0 ? [] : trailDelivery(trails, bucketArn)),
  ];

// Source: VPC user guide, "Publish flow logs to Amazon S3".
function flowLogDelivery({ account, region }: Place, bucketArn: string): Statement[] {
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
}

// An organisation's trail writes below its management account first, and below the organisation from then on. Source:
// CloudTrail user guide, "Amazon S3 bucket policy for CloudTrail".
function trailDelivery(trails: readonly DeliveringTrail[], bucketArn: string): Statement[] {
  const service = { Effect: "Allow", Principal: { Service: "cloudtrail.amazonaws.com" } } as const;
  const delivers = (trail: DeliveringTrail, i: number): Statement => ({
    ...service,
    Sid: `Trail${i + 1}`,
    Action: ["s3:PutObject"],
    Resource: [accountOfTrail(trail), trail.organization ?? []]
      .flat()
      .map((owner) => `${bucketArn}/${trailPrefix}AWSLogs/${owner}/*`),
    Condition: { StringEquals: { "aws:SourceArn": trail.arn, "s3:x-amz-acl": "bucket-owner-full-control" } },
  });
  const look = { StringEquals: { "aws:SourceArn": trails.map(({ arn }) => arn) } };
  return [
    { ...service, Sid: "TrailsAcl", Action: ["s3:GetBucketAcl"], Resource: [bucketArn], Condition: look },
    ...trails.map(delivers),
  ];
}
