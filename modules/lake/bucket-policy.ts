import { denyPlainText, type Statement } from "../identity/policy.ts";
import type { KeyOutputs } from "../keys/keys.ts";

const header = "s3:x-amz-server-side-encryption";

const deny = (Sid: string, bucketArn: string, Condition: NonNullable<Statement["Condition"]>): Statement => ({
  Sid,
  Effect: "Deny",
  Principal: "*",
  Action: ["s3:PutObject"],
  Resource: [`${bucketArn}/*`],
  Condition,
});

/** Refuses TLS 1.0 and 1.1, which S3 still takes in some Regions. */
const denyOldTls = (bucketArn: string): Statement => ({
  Sid: "Tls12",
  Effect: "Deny",
  Principal: "*",
  Action: ["s3:*"],
  Resource: [bucketArn, `${bucketArn}/*`],
  Condition: { NumericLessThan: { "s3:TlsVersion": "1.2" } },
});

// A request without the header is encrypted by the bucket's default: only one that asks for something else is refused.
const denyOtherEncryption = (bucketArn: string, algorithm: string): Statement =>
  deny("Encryption", bucketArn, { StringNotEquals: { [header]: algorithm }, Null: { [header]: "false" } });

const denyOtherKey = (bucketArn: string, { arn }: KeyOutputs): Statement =>
  deny("Key", bucketArn, {
    StringNotEquals: { [`${header}-aws-kms-key-id`]: arn },
    Null: { [`${header}-aws-kms-key-id`]: "false" },
  });

/** With a key of the caller's own nobody else could read the object, replication included. */
const denyCallersKey = (bucketArn: string): Statement =>
  deny("CallersKey", bucketArn, { Null: { [`${header}-customer-algorithm`]: "false" } });

/**
 * What every bucket refuses, whoever asks: requests without TLS 1.2, and objects that are encrypted otherwise.
 *
 * @param key the bucket's own; undefined: S3's
 */
export const bucketRefusals = (bucketArn: string, key: KeyOutputs | undefined): Statement[] => [
  denyPlainText("s3:*", [bucketArn, `${bucketArn}/*`]),
  denyOldTls(bucketArn),
  denyOtherEncryption(bucketArn, key === undefined ? "AES256" : "aws:kms"),
  ...(key === undefined ? [] : [denyOtherKey(bucketArn, key)]),
  denyCallersKey(bucketArn),
];
