import {
  DeleteBucketIntelligentTieringConfigurationCommand,
  DeleteBucketPolicyCommand,
  GetBucketEncryptionCommand,
  GetBucketIntelligentTieringConfigurationCommand,
  GetBucketLifecycleConfigurationCommand,
  GetBucketLoggingCommand,
  GetBucketNotificationConfigurationCommand,
  GetBucketPolicyCommand,
  GetObjectLockConfigurationCommand,
  PutBucketEncryptionCommand,
  PutBucketIntelligentTieringConfigurationCommand,
  PutBucketLifecycleConfigurationCommand,
  PutBucketLoggingCommand,
  PutBucketNotificationConfigurationCommand,
  PutBucketPolicyCommand,
  PutObjectLockConfigurationCommand,
  S3Client,
} from "@aws-sdk/client-s3";
import { names } from "../../../contracts/names.ts";
import type { Environment } from "../../../environments/environment.ts";
import { changed, deleted, type Mutation, opened } from "../mutation.ts";

/** S3: the documents beside a bucket. */
export const bucketDocumentMutations = (env: Environment): readonly Mutation[] => [
  {
    name: "bucket policy removed",
    expect: [deleted("aws_s3_bucket_policy.lake_gold_policy")],
    async apply({ client }) {
      const Bucket = names.bucket(env, "gold");
      const { Policy } = await client(S3Client).send(new GetBucketPolicyCommand({ Bucket }));
      await client(S3Client).send(new DeleteBucketPolicyCommand({ Bucket }));
      return () => client(S3Client).send(new PutBucketPolicyCommand({ Bucket, Policy }));
    },
  },
  {
    name: "bucket opened to another account by its policy",
    expect: [changed("aws_s3_bucket_policy.lake_quarantine_policy", "policy")],
    async apply({ client }) {
      const Bucket = names.bucket(env, "quarantine");
      const { Policy = "" } = await client(S3Client).send(new GetBucketPolicyCommand({ Bucket }));
      const put = (document: string) => client(S3Client).send(new PutBucketPolicyCommand({ Bucket, Policy: document }));
      await put(opened(Policy, "s3:GetObject", `arn:aws:s3:::${Bucket}/*`, { AWS: "arn:aws:iam::999999999999:root" }));
      return () => put(Policy);
    },
  },
  {
    name: "objects expire sooner",
    expect: [changed("aws_s3_bucket_lifecycle_configuration.retention_results", "rule[1].expiration[0].days")],
    async apply({ client }) {
      const Bucket = names.bucket(env, "results");
      const was = await client(S3Client).send(new GetBucketLifecycleConfigurationCommand({ Bucket }));
      const { Rules = [], TransitionDefaultMinimumObjectSize } = was;
      const put = (rules: typeof Rules) =>
        client(S3Client).send(
          new PutBucketLifecycleConfigurationCommand({
            Bucket,
            LifecycleConfiguration: { Rules: rules },
            TransitionDefaultMinimumObjectSize,
          }),
        );
      await put(Rules.map((r) => (r.Expiration?.Days === undefined ? r : { ...r, Expiration: { Days: 1 } })));
      return () => put(Rules);
    },
  },
  {
    name: "objects under a key of AWS instead of ours",
    expect: [
      changed(
        "aws_s3_bucket_server_side_encryption_configuration.lake_landing_encryption",
        "rule[0].apply_server_side_encryption_by_default[0].kms_master_key_id",
      ),
      changed(
        "aws_s3_bucket_server_side_encryption_configuration.lake_landing_encryption",
        "rule[0].apply_server_side_encryption_by_default[0].sse_algorithm",
      ),
      changed(
        "aws_s3_bucket_server_side_encryption_configuration.lake_landing_encryption",
        "rule[0].bucket_key_enabled",
      ),
    ],
    async apply({ client }) {
      const Bucket = names.bucket(env, "landing");
      const { ServerSideEncryptionConfiguration } = await client(S3Client).send(
        new GetBucketEncryptionCommand({ Bucket }),
      );
      await client(S3Client).send(
        new PutBucketEncryptionCommand({
          Bucket,
          ServerSideEncryptionConfiguration: {
            Rules: [{ ApplyServerSideEncryptionByDefault: { SSEAlgorithm: "AES256" } }],
          },
        }),
      );
      return () => client(S3Client).send(new PutBucketEncryptionCommand({ Bucket, ServerSideEncryptionConfiguration }));
    },
  },
  {
    name: "access log switched off",
    expect: [deleted("aws_s3_bucket_logging.lake_audit_access-log")],
    async apply({ client }) {
      const Bucket = names.bucket(env, "audit");
      const { LoggingEnabled } = await client(S3Client).send(new GetBucketLoggingCommand({ Bucket }));
      await client(S3Client).send(new PutBucketLoggingCommand({ Bucket, BucketLoggingStatus: {} }));
      return () =>
        client(S3Client).send(new PutBucketLoggingCommand({ Bucket, BucketLoggingStatus: { LoggingEnabled } }));
    },
  },
  {
    name: "objects locked for longer",
    expect: [changed("aws_s3_bucket_object_lock_configuration.lake_audit-lock", "rule[0].default_retention[0].days")],
    async apply({ client }) {
      const Bucket = names.bucket(env, "audit");
      const { ObjectLockConfiguration: was } = await client(S3Client).send(
        new GetObjectLockConfigurationCommand({ Bucket }),
      );
      const put = (ObjectLockConfiguration: typeof was) =>
        client(S3Client).send(new PutObjectLockConfigurationCommand({ Bucket, ObjectLockConfiguration }));
      await put({ ...was, Rule: { DefaultRetention: { ...was?.Rule?.DefaultRetention, Days: 9 } } });
      return () => put(was);
    },
  },
  {
    name: "nobody is told of new objects",
    expect: [changed("aws_s3_bucket_notification.landing_notification", "queue")],
    async apply({ client }) {
      const Bucket = names.bucket(env, "landing");
      const was = await client(S3Client).send(new GetBucketNotificationConfigurationCommand({ Bucket }));
      const put = (NotificationConfiguration: Pick<typeof was, "QueueConfigurations">) =>
        client(S3Client).send(new PutBucketNotificationConfigurationCommand({ Bucket, NotificationConfiguration }));
      await put({});
      return () => put({ QueueConfigurations: was.QueueConfigurations });
    },
  },
  {
    name: "archiving removed",
    expect: [deleted("aws_s3_bucket_intelligent_tiering_configuration.retention_quarantine-archive")],
    async apply({ client }) {
      const at = { Bucket: names.bucket(env, "quarantine"), Id: "archive" };
      const { IntelligentTieringConfiguration } = await client(S3Client).send(
        new GetBucketIntelligentTieringConfigurationCommand(at),
      );
      await client(S3Client).send(new DeleteBucketIntelligentTieringConfigurationCommand(at));
      return () =>
        client(S3Client).send(
          new PutBucketIntelligentTieringConfigurationCommand({ ...at, IntelligentTieringConfiguration }),
        );
    },
  },
];
