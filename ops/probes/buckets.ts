import {
  GetBucketEncryptionCommand,
  GetBucketNotificationConfigurationCommand,
  GetBucketPolicyCommand,
  GetBucketVersioningCommand,
  GetPublicAccessBlockCommand,
  HeadBucketCommand,
  S3Client,
} from "@aws-sdk/client-s3";
import { orAbsent, probe } from "./look.ts";
import { durable } from "./manifest.ts";

/** A bucket of the lake and how it is guarded. */
export interface BucketSeen {
  /** Its role: `landing`, `bronze`, … */
  readonly part: string;
  readonly name: string;
  readonly exists: boolean;
  /** The policy document, JSON; undefined when there is none. */
  readonly policy?: string;
  /** Settings of the public access block that are off; all four when there is no block. */
  readonly publicAccess: readonly string[];
  readonly versioned: boolean;
  /** `aws:kms`, `AES256`; undefined when nothing is set. */
  readonly encryption?: string;
  readonly kmsKey?: string;
}

const blocks = ["BlockPublicAcls", "IgnorePublicAcls", "BlockPublicPolicy", "RestrictPublicBuckets"] as const;

async function seeBucket(s3: S3Client, part: string, name: string): Promise<BucketSeen> {
  const Bucket = name;
  if ((await orAbsent(s3.send(new HeadBucketCommand({ Bucket })))) === undefined)
    return { part, name, exists: false, publicAccess: [], versioned: false };
  const [policy, block, versioning, encryption] = await Promise.all([
    orAbsent(s3.send(new GetBucketPolicyCommand({ Bucket }))),
    orAbsent(s3.send(new GetPublicAccessBlockCommand({ Bucket }))),
    s3.send(new GetBucketVersioningCommand({ Bucket })),
    orAbsent(s3.send(new GetBucketEncryptionCommand({ Bucket }))),
  ]);
  const rule = encryption?.ServerSideEncryptionConfiguration?.Rules?.[0]?.ApplyServerSideEncryptionByDefault;
  return {
    part,
    name,
    exists: true,
    publicAccess: blocks.filter((b) => block?.PublicAccessBlockConfiguration?.[b] !== true),
    versioned: versioning.Status === "Enabled",
    ...(policy?.Policy === undefined ? {} : { policy: policy.Policy }),
    ...(rule?.SSEAlgorithm === undefined ? {} : { encryption: rule.SSEAlgorithm }),
    ...(rule?.KMSMasterKeyID === undefined ? {} : { kmsKey: rule.KMSMasterKeyID }),
  };
}

/** Every bucket of the lake. */
export const buckets = probe(async (look): Promise<readonly BucketSeen[]> => {
  const s3 = look.client(S3Client);
  const told = Object.entries((await durable(look)).buckets);
  return await Promise.all(told.map(([part, name]) => seeBucket(s3, part, name)));
});

/** Names of the queues that the landing bucket tells about new objects; undefined when there is no landing bucket. */
export const landingNotifies = probe(async (look): Promise<readonly string[] | undefined> => {
  const bucket = (await durable(look)).buckets["landing"];
  if (bucket === undefined) return undefined;
  const command = new GetBucketNotificationConfigurationCommand({ Bucket: bucket });
  const answer = await orAbsent(look.client(S3Client).send(command));
  const created = answer?.QueueConfigurations?.filter((q) => q.Events?.some((e) => e.startsWith("s3:ObjectCreated:")));
  return answer === undefined ? undefined : (created ?? []).map((q) => q.QueueArn?.split(":").at(-1) ?? "?");
});
