import { bundlePurpose, bundlesPrefix, type Place } from "../../contracts/names.ts";
import { allow, type Grant, type Statement } from "../identity/policy.ts";
import { itself } from "../keys/service-statements.ts";
import type { AccountBucketOutputs } from "./account-bucket.ts";

/** Days that plan bundles stay. They are good for one: whoever asks on the morning after why one is too old still finds it. */
export const keepBundleDays = 2;

/**
 * Sealing plan bundles and opening them: the key's one use that S3 does not make. The library asks for both by itself and
 * adds to the context, so the purpose alone is asked for, and not that nothing stands beside it. Source: AWS Encryption
 * SDK developer guide, "Required permissions for AWS KMS keys". The roles are told by a condition: as principals they would
 * have to exist before the key.
 */
export const sealing = ({ account }: Place, sealers: readonly string[]): Statement => ({
  Sid: "PlanBundles",
  Effect: "Allow",
  Principal: { AWS: `arn:aws:iam::${account}:root` },
  Action: ["kms:Decrypt", "kms:GenerateDataKey"],
  Resource: itself,
  Condition: {
    ArnEquals: { "aws:PrincipalArn": sealers },
    StringEquals: { "kms:EncryptionContext:purpose": bundlePurpose },
  },
});

/**
 * What is refused of kept bundles: everything to whoever may not seal them, whatever else it may read in the bucket; and to
 * everybody writing over one, for what was approved is what lies there. Key of the condition: S3 user guide, "Enforce
 * conditional writes".
 */
export function bundlesStay(bucketArn: string, sealers: readonly string[]): Statement[] {
  const kept = { Effect: "Deny", Principal: "*", Resource: [`${bucketArn}/${bundlesPrefix}*`] } as const;
  return [
    {
      ...kept,
      Sid: "BundlesForSealers",
      Action: ["s3:GetObject", "s3:GetObjectVersion", "s3:PutObject"],
      Condition: { ArnNotEquals: { "aws:PrincipalArn": sealers } },
    },
    { ...kept, Sid: "BundleIsNew", Action: ["s3:PutObject"], Condition: { Null: { "s3:if-none-match": "true" } } },
  ];
}

/** Grants keeping bundles beside the states; whoever may read states reads them. */
export const grantKeepBundle = (all: readonly { readonly bucket: AccountBucketOutputs }[]): Grant => [
  allow(
    ["s3:PutObject"],
    all.map(({ bucket }) => `${bucket.arn}/${bundlesPrefix}*`),
  ),
];
