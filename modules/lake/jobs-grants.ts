import { silver as silverDataset } from "../../contracts/lake.ts";
import type { Place } from "../../contracts/names.ts";
import { allow, type Grant } from "../identity/policy.ts";
import { grantEncryptDecrypt, type KeyOutputs } from "../keys/keys.ts";
import { grantStatements } from "./athena-grants.ts";
import type { CatalogOutputs } from "./catalog.ts";
import { grantRead, grantWrite } from "./grants.ts";
import { nightly } from "./jobs-sql.ts";
import type { LakeOutputs } from "./lake.ts";
import { resultsPrefix } from "./workgroup.ts";

/** What the nightly statements touch. */
interface NightlyParts {
  readonly place: Place;
  readonly lake: LakeOutputs;
  readonly catalog: CatalogOutputs;
  readonly workgroup: string;
}

/** Grants running the statements of one workgroup: Athena acts with the permissions of whoever asks. */
export function grantNightly({ place, lake, catalog, workgroup }: NightlyParts): Grant {
  const { silver, gold, results } = lake.buckets;
  return [
    ...grantStatements({ place, catalog, workgroup, tables: ["silver", "silver_closed"] }),
    allow(["s3:GetBucketLocation"], [silver.arn, gold.arn, results.arn]),
    ...grantRead(silver, silverDataset.prefix),
    ...nightly.flatMap(({ dataset }) => [
      ...grantRead(gold, dataset.prefix),
      ...grantWrite(gold, dataset.prefix),
      allow(["s3:DeleteObject", "s3:AbortMultipartUpload"], [`${gold.arn}/${dataset.prefix}*`]),
    ]),
    ...grantRead(results, resultsPrefix("jobs")),
    ...grantWrite(results, resultsPrefix("jobs")),
  ];
}

/** Grants what a state machine does beside its work: encrypt, log and trace itself. AWS knows no resource for the latter. */
export const grantRunLogged = (key: KeyOutputs): Grant => [
  ...grantEncryptDecrypt(key),
  allow(
    [
      "logs:CreateLogDelivery",
      "logs:GetLogDelivery",
      "logs:UpdateLogDelivery",
      "logs:DeleteLogDelivery",
      "logs:ListLogDeliveries",
      "logs:PutResourcePolicy",
      "logs:DescribeResourcePolicies",
      "logs:DescribeLogGroups",
    ],
    ["*"],
  ),
  allow(
    ["xray:PutTraceSegments", "xray:PutTelemetryRecords", "xray:GetSamplingRules", "xray:GetSamplingTargets"],
    ["*"],
  ),
];
