import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { root } from "../../ops/home.ts";
import type { Resource } from "../support/synthesised.ts";
import { type Property, plant } from "./property.ts";

/** Types that could name a key of ours and do not, each with the reason. */
const argued: Readonly<Record<string, string>> = {
  aws_kms_key: "is the key",
  aws_kms_replica_key: "is the key",
  aws_s3_bucket: "its encryption is a resource of its own, and every bucket has one",
  aws_ecs_service: "holds nothing: the key is one of volumes and Service Connect, which no service of ours has",
};

/** The same for single resources: part of the address. */
const arguedOne: Readonly<Record<string, string>> = {
  "s3_bucket_server_side_encryption_configuration.lake_access-logs":
    "S3 and load balancers deliver logs only to buckets with keys of S3. Source: S3 user guide, Enabling server access logging",
  "account-logs_bucket_encryption": "the same: it takes access logs of the account's buckets",
};

// A key in the same state, in another one, or by its alias.
const ours = /aws_kms_(key|replica_key)|alias\/cap-/;

/** Whether AWS can encrypt this type with a customer's key: what the provider's own class says. */
function takesKey(type: string): boolean {
  const folder = type.replace(/^aws_/, "").replaceAll("_", "-");
  const file = join(root, "node_modules/@cdktf/provider-aws/lib", folder, "index.d.ts");
  if (!existsSync(file)) throw new Error(`${type}: the provider has no ${folder}`);
  return /readonly \w*kms\w*\??:/i.test(readFileSync(file, "utf8"));
}

const known = new Map<string, boolean>();
function canHaveKey(type: string): boolean {
  const found = known.get(type) ?? takesKey(type);
  known.set(type, found);
  return found;
}

const isArgued = ({ type, address }: Resource): boolean =>
  type in argued || Object.keys(arguedOne).some((part) => address.includes(part));

/** A key of ours is what lets us say who may read, and see who did. */
export const encryption: Property = {
  holds: "everything that AWS can encrypt with a customer's key is encrypted with one of ours",
  violations: ({ resources }) =>
    resources
      .filter((r) => canHaveKey(r.type) && !isArgued(r) && !ours.test(JSON.stringify(r.has)))
      .map((r) => `${r.address}: names no key of ours`),
  planted: [
    plant("aws_sqs_queue", { sqs_managed_sse_enabled: true }),
    plant("aws_sns_topic", { name: "plain" }),
    plant("aws_dynamodb_table", { server_side_encryption: { enabled: true } }),
  ],
};

/** Buckets whose encryption nobody configured. */
export const bucketEncryption: Property = {
  holds: "every bucket says how it encrypts",
  violations({ resources }) {
    const configured = resources.filter((r) => r.type === "aws_s3_bucket_server_side_encryption_configuration");
    return resources
      .filter((r) => r.type === "aws_s3_bucket")
      .filter(({ address }) => !configured.some((c) => String(c.has["bucket"]).includes(`${address}.`)))
      .map(({ address }) => `${address}: has no encryption configuration`);
  },
  planted: [plant("aws_s3_bucket", { bucket: "plain" })],
};
