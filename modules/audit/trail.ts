import { Cloudtrail } from "@cdktf/provider-aws/lib/cloudtrail/index.js";
import { Construct } from "constructs";
import { assertValid, type Fault } from "../../contracts/errors.ts";
import { names, type Place } from "../../contracts/names.ts";
import type { AccountBucketOutputs } from "../bootstrap/account-bucket.ts";
import { Role } from "../identity/role.ts";
import type { KeyOutputs } from "../keys/keys.ts";
import { grantLog, LogGroup, type LogGroupOutputs } from "../observability/log-group.ts";

/** Who did what in the account. */
export interface TrailProps {
  readonly place: Place;
  readonly bucket: AccountBucketOutputs;
  readonly key: KeyOutputs;
  /** Names of the buckets whose objects are evidence too: each read and write of one is recorded. */
  readonly watchedBuckets: readonly string[];
  /** How long CloudWatch keeps the copy that alarms are made from; the bucket keeps its own. @default - 365. */
  readonly logRetentionDays?: number;
}

/** What others need of the trail. */
export interface TrailOutputs {
  readonly name: string;
  readonly arn: string;
  readonly logGroup: LogGroupOutputs;
}

const mostSelectors = 500;

/** Every fault of the props. */
export function validateTrail({ watchedBuckets: got }: TrailProps): Fault[] {
  const fine = got.length >= 1 && got.length <= mostSelectors && !got.some((name) => name.includes("*"));
  return fine ? [] : [{ field: "watchedBuckets", got, want: `1 to ${mostSelectors} names, without wildcards` }];
}

/**
 * A trail of every Region, with digests that show a missing or changed file, insights into unusual numbers of calls and
 * errors, and data events of the buckets that matter. CIS 6.0: 4.1, 4.2, 4.5, 4.8, 4.9; FSBP: CloudTrail.1 to .5. Data
 * events cost 0.10 USD per 100,000, so buckets of results and access logs are none of those watched: the first can be
 * made anew, the second would be watched by what it records.
 */
export class Trail extends Construct {
  readonly outputs: TrailOutputs;
  constructor(scope: Construct, id: string, props: TrailProps) {
    super(scope, id);
    assertValid("trail", validateTrail(props));
    const { place, bucket, key, logRetentionDays = 365 } = props;
    const logGroup = new LogGroup(this, "log", { place, name: "trail", key, retentionDays: logRetentionDays }).outputs;
    const writes = new Role(this, "role", {
      place,
      name: "trail-delivery",
      assumedBy: "cloudtrail.amazonaws.com",
      grants: [grantLog(logGroup)],
    }).outputs;
    const trail = new Cloudtrail(this, "trail", {
      name: names.of(place, "trail"),
      s3BucketName: bucket.name,
      kmsKeyId: key.arn,
      isMultiRegionTrail: true,
      includeGlobalServiceEvents: true,
      enableLogFileValidation: true,
      enableLogging: true,
      cloudWatchLogsGroupArn: `${logGroup.arn}:*`,
      cloudWatchLogsRoleArn: writes.arn,
      insightSelector: [{ insightType: "ApiCallRateInsight" }, { insightType: "ApiErrorRateInsight" }],
      advancedEventSelector: selectors(props.watchedBuckets),
      lifecycle: { preventDestroy: true },
      dependsOn: [...bucket.ready, ...writes.ready],
    });
    trail.overrideLogicalId("trail");
    this.outputs = { name: trail.name, arn: trail.arn, logGroup };
  }
}

const selectors = (buckets: readonly string[]) => [
  { name: "management", fieldSelector: [{ field: "eventCategory", equalTo: ["Management"] }] },
  {
    name: "objects of watched buckets",
    fieldSelector: [
      { field: "eventCategory", equalTo: ["Data"] },
      { field: "resources.type", equalTo: ["AWS::S3::Object"] },
      { field: "resources.ARN", startsWith: buckets.map((name) => `arn:aws:s3:::${name}/`) },
    ],
  },
];
