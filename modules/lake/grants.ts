import { allow, type Grant } from "../identity/policy.ts";
import { grantDecrypt, grantEncryptDecrypt } from "../keys/keys.ts";
import type { BucketOutputs } from "./bucket.ts";

/** Grants reading and listing objects (without the list, an object that is missing looks like one that is forbidden); `prefix` narrows it (ends with `/`). @default - prefix: the whole bucket. */
export const grantRead = (bucket: BucketOutputs, prefix = ""): Grant => [
  allow(["s3:GetObject"], [`${bucket.arn}/${prefix}*`]),
  allow(["s3:ListBucket"], [bucket.arn]),
  ...grantDecrypt(bucket.key),
];

/** Grants seeing which objects there are, how large and how old; not what is in them. */
export const grantList = (bucket: BucketOutputs): Grant => [allow(["s3:ListBucket"], [bucket.arn])];

/** Grants writing objects; `prefix` narrows it (ends with `/`). @default - prefix: the whole bucket. */
export const grantWrite = (bucket: BucketOutputs, prefix = ""): Grant => [
  allow(["s3:PutObject"], [`${bucket.arn}/${prefix}*`]),
  ...grantEncryptDecrypt(bucket.key),
];
