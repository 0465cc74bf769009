import {
  CreateBucketCommand,
  DeleteBucketCommand,
  DeletePublicAccessBlockCommand,
  GetBucketOwnershipControlsCommand,
  GetBucketTaggingCommand,
  GetPublicAccessBlockCommand,
  PutBucketOwnershipControlsCommand,
  PutBucketTaggingCommand,
  PutBucketVersioningCommand,
  PutPublicAccessBlockCommand,
  S3Client,
} from "@aws-sdk/client-s3";
import { names } from "../../../contracts/names.ts";
import type { Environment } from "../../../environments/environment.ts";
import { changed, deleted, type Mutation, unmanaged } from "../mutation.ts";

/** S3: what a bucket is, and what it lets through. */
export const bucketMutations = (env: Environment): readonly Mutation[] => [
  {
    name: "public access block removed",
    expect: [deleted("aws_s3_bucket_public_access_block.lake_silver_public-access")],
    async apply({ client }) {
      const Bucket = names.bucket(env, "silver");
      const { PublicAccessBlockConfiguration } = await client(S3Client).send(
        new GetPublicAccessBlockCommand({ Bucket }),
      );
      await client(S3Client).send(new DeletePublicAccessBlockCommand({ Bucket }));
      return () => client(S3Client).send(new PutPublicAccessBlockCommand({ Bucket, PublicAccessBlockConfiguration }));
    },
  },
  {
    name: "public policies allowed, the rest still blocked",
    expect: [changed("aws_s3_bucket_public_access_block.lake_gold_public-access", "block_public_policy")],
    async apply({ client }) {
      const Bucket = names.bucket(env, "gold");
      const { PublicAccessBlockConfiguration: was } = await client(S3Client).send(
        new GetPublicAccessBlockCommand({ Bucket }),
      );
      const put = (PublicAccessBlockConfiguration: typeof was) =>
        client(S3Client).send(new PutPublicAccessBlockCommand({ Bucket, PublicAccessBlockConfiguration }));
      await put({ ...was, BlockPublicPolicy: false });
      return () => put(was);
    },
  },
  {
    name: "versioning suspended",
    expect: [changed("aws_s3_bucket_versioning.lake_bronze_versioning", "versioning_configuration[0].status")],
    async apply({ client }) {
      const put = (Status: "Enabled" | "Suspended") =>
        client(S3Client).send(
          new PutBucketVersioningCommand({
            Bucket: names.bucket(env, "bronze"),
            VersioningConfiguration: { Status },
          }),
        );
      await put("Suspended");
      return () => put("Enabled");
    },
  },
  {
    name: "objects belong to whoever writes them",
    expect: [changed("aws_s3_bucket_ownership_controls.lake_landing_ownership", "rule[0].object_ownership")],
    async apply({ client }) {
      const Bucket = names.bucket(env, "landing");
      const { OwnershipControls } = await client(S3Client).send(new GetBucketOwnershipControlsCommand({ Bucket }));
      await client(S3Client).send(
        new PutBucketOwnershipControlsCommand({
          Bucket,
          OwnershipControls: { Rules: [{ ObjectOwnership: "ObjectWriter" }] },
        }),
      );
      return () => client(S3Client).send(new PutBucketOwnershipControlsCommand({ Bucket, OwnershipControls }));
    },
  },
  {
    name: "a bucket's tag changed",
    expect: [changed("aws_s3_bucket.bucket_results", "tags_all.Team")],
    async apply({ client }) {
      const Bucket = names.bucket(env, "results");
      const { TagSet = [] } = await client(S3Client).send(new GetBucketTaggingCommand({ Bucket }));
      const put = (tags: typeof TagSet) =>
        client(S3Client).send(new PutBucketTaggingCommand({ Bucket, Tagging: { TagSet: tags } }));
      await put(TagSet.map((tag) => (tag.Key === "Team" ? { ...tag, Value: "nobody" } : tag)));
      return () => put(TagSet);
    },
  },
  {
    name: "a bucket made by hand",
    expect: [unmanaged("aws_s3_bucket", names.of(env, "by-hand"))],
    async apply({ client }) {
      const Bucket = names.of(env, "by-hand");
      await client(S3Client).send(
        new CreateBucketCommand({ Bucket, CreateBucketConfiguration: { LocationConstraint: "eu-west-1" } }),
      );
      return () => client(S3Client).send(new DeleteBucketCommand({ Bucket }));
    },
  },
];
