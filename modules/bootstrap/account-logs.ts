import { Construct } from "constructs";
import { accountBuckets, names, type Place } from "../../contracts/names.ts";
import type { Statement } from "../identity/policy.ts";
import { AccountBucket, type AccountBucketOutputs } from "./account-bucket.ts";

/** Where the account's own buckets write who asked them for what. */
export interface AccountLogsProps {
  readonly place: Place;
  /** Access logs expire after this. @default - 365: as long as an investigation looks back. */
  readonly days?: number;
}

// Source: S3 user guide, "Permissions for log delivery": the service says for which bucket of which account it writes.
const delivery =
  (place: Place) =>
  (bucketArn: string): Statement[] => {
    const sources = accountBuckets.map((part) => `arn:aws:s3:::${names.accountBucket(place, part)}`);
    return [
      {
        Sid: "AccessLogs",
        Effect: "Allow",
        Principal: { Service: "logging.s3.amazonaws.com" },
        Action: ["s3:PutObject"],
        Resource: accountBuckets.map((part) => `${bucketArn}/${part}/*`),
        Condition: {
          ArnEquals: { "aws:SourceArn": sources },
          StringEquals: { "aws:SourceAccount": place.account },
        },
      },
    ];
  };

/** The bucket of access logs. It keeps none of its own, or each delivery would be the cause of the next. */
export class AccountLogs extends Construct {
  readonly outputs: AccountBucketOutputs;
  constructor(scope: Construct, id: string, { place, days = 365 }: AccountLogsProps) {
    super(scope, id);
    this.outputs = new AccountBucket(this, "bucket", {
      place,
      part: "account-logs",
      expireDays: days,
      keepOldDays: 30,
      statements: delivery(place),
    }).outputs;
  }
}
