import type { NoiseRule } from "./rule.ts";

/** An attribute that repeats what a resource of its own says. */
interface Repeats {
  readonly type: string;
  readonly attribute: string;
  /** Type of the resource that says it first. */
  readonly teller: string;
  /** Attribute of the teller that names the one that repeats it, and the attribute of that one with the same value. */
  readonly by: string;
  readonly as: string;
}

const bucket = (attribute: string, teller: string): Repeats => ({
  type: "aws_s3_bucket",
  attribute,
  teller,
  by: "bucket",
  as: "bucket",
});

const queue = (attribute: string, teller: string): Repeats => ({
  type: "aws_sqs_queue",
  attribute,
  teller,
  by: "queue_url",
  as: "id",
});

/** One teller for the whole attribute: a change by hand is found on the teller, and reported there. */
const repeated: readonly Repeats[] = [
  bucket("acceleration_status", "aws_s3_bucket_accelerate_configuration"),
  bucket("cors_rule", "aws_s3_bucket_cors_configuration"),
  bucket("grant", "aws_s3_bucket_acl"),
  bucket("lifecycle_rule", "aws_s3_bucket_lifecycle_configuration"),
  bucket("logging", "aws_s3_bucket_logging"),
  bucket("object_lock_configuration", "aws_s3_bucket_object_lock_configuration"),
  bucket("object_lock_enabled", "aws_s3_bucket_object_lock_configuration"),
  bucket("policy", "aws_s3_bucket_policy"),
  bucket("replication_configuration", "aws_s3_bucket_replication_configuration"),
  bucket("request_payer", "aws_s3_bucket_request_payment_configuration"),
  bucket("server_side_encryption_configuration", "aws_s3_bucket_server_side_encryption_configuration"),
  bucket("versioning", "aws_s3_bucket_versioning"),
  bucket("website", "aws_s3_bucket_website_configuration"),
  queue("policy", "aws_sqs_queue_policy"),
  queue("redrive_policy", "aws_sqs_queue_redrive_policy"),
  queue("redrive_allow_policy", "aws_sqs_queue_redrive_allow_policy"),
  { type: "aws_sns_topic", attribute: "policy", teller: "aws_sns_topic_policy", by: "arn", as: "arn" },
  {
    type: "aws_secretsmanager_secret",
    attribute: "policy",
    teller: "aws_secretsmanager_secret_policy",
    by: "secret_arn",
    as: "arn",
  },
  {
    type: "aws_api_gateway_rest_api",
    attribute: "policy",
    teller: "aws_api_gateway_rest_api_policy",
    by: "rest_api_id",
    as: "id",
  },
];

/** What a bucket, a queue or a topic repeats of the resources that are its policy, its versioning, its encryption. */
export const toldByAnother: NoiseRule = {
  name: "told-by-another",
  why: "it repeats what another resource of the states says, and a change is found there",
  explains: ({ type, path, resource }, state) =>
    repeated.some(
      (r) =>
        r.type === type &&
        r.attribute === path &&
        // One that is gone tells it as well: by having been deleted.
        [...state.ofType(r.teller), ...state.goneOfType(r.teller)].some(
          ({ values }) => values[r.by] === resource.change.after?.[r.as],
        ),
    ),
};
