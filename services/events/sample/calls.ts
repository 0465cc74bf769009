import type { Json, JsonObject } from "../../../contracts/ocsf/json.ts";
import type { Random } from "./random.ts";

/** A call that somebody makes again and again. */
export interface Call {
  readonly weight: number;
  /** First label of the event source: `s3` for `s3.amazonaws.com`. */
  readonly service: string;
  readonly operation: string;
  readonly readOnly: boolean;
  readonly parameters: (random: Random) => JsonObject | null;
  /** What the service answers when something was changed. @default - nothing. */
  readonly answer?: (random: Random) => Json;
  /** How it fails at times, and how often, 0 to 1. @default - never. */
  readonly fails?: { readonly rate: number; readonly code: string; readonly message: string };
}

const buckets = ["shop-orders-archive", "shop-invoices", "shop-web-assets", "shop-analytics"] as const;
const tables = ["orders", "payments", "carts"] as const;
const secrets = ["shop/orders/database", "shop/payments/provider-key"] as const;
const keys = ["1b6d9f0e-5a0e-4c53-9f0d-0c5c6f5e7a11", "8e2f4c1a-7d33-4b7e-a1c2-55d0e9b7c922"] as const;

type Parameters = Call["parameters"];
const none: Parameters = () => null;
const bucket: Parameters = (r) => ({ bucketName: r.pick(buckets) });
const object: Parameters = (r) => ({ bucketName: r.pick(buckets), key: `2026/${r.below(12) + 1}/${r.hex(12)}.json` });
const table: Parameters = (r) => ({ tableName: r.pick(tables) });
const secret: Parameters = (r) => ({ secretId: r.pick(secrets) });
const key: Parameters = (r) => ({ keyId: r.pick(keys), encryptionAlgorithm: "SYMMETRIC_DEFAULT" });
const instance: Parameters = (r) => ({ instancesSet: { items: [{ instanceId: `i-0${r.hex(16)}` }] } });
const service: Parameters = (r) => ({ cluster: "shop", service: r.pick(["orders", "payments", "web"]) });

const read = (weight: number, of: string, operation: string, parameters = none, fails?: Call["fails"]): Call => ({
  ...{ weight, service: of, operation, readOnly: true, parameters },
  ...(fails === undefined ? {} : { fails }),
});
const write = (
  weight: number,
  of: string,
  operation: string,
  parameters: Parameters,
  answer?: Call["answer"],
): Call => ({
  ...{ weight, service: of, operation, readOnly: false, parameters },
  ...(answer === undefined ? {} : { answer }),
});

const denied = (rate: number): Call["fails"] => ({
  rate,
  code: "AccessDenied",
  message: "User is not authorized to perform this operation because no identity-based policy allows it",
});
const throttled: Call["fails"] = { rate: 0.02, code: "ThrottlingException", message: "Rate exceeded" };

/** What each kind of principal does, by kind. */
export const calls = {
  administration: [
    read(6, "ec2", "DescribeInstances", instance),
    read(3, "iam", "ListRoles"),
    read(3, "iam", "GetRole", () => ({ roleName: "shop-orders-task" })),
    read(4, "cloudwatch", "DescribeAlarms"),
    write(1, "iam", "UpdateAssumeRolePolicy", () => ({ roleName: "shop-payments-task" })),
    write(
      1,
      "ec2",
      "AuthorizeSecurityGroupIngress",
      (r) => ({ groupId: `sg-0${r.hex(16)}` }),
      () => ({ _return: true }),
    ),
    write(1, "rds", "ModifyDBInstance", () => ({ dBInstanceIdentifier: "shop", applyImmediately: true })),
  ],
  development: [
    read(8, "logs", "FilterLogEvents", () => ({ logGroupName: "/shop/orders" }), throttled),
    read(5, "ecs", "DescribeServices", service),
    read(4, "s3", "ListObjects", bucket, denied(0.05)),
    read(2, "secretsmanager", "GetSecretValue", secret, denied(0.5)),
    read(3, "lambda", "GetFunction20150331v2", () => ({ functionName: "resize-images" })),
    write(2, "ecs", "UpdateService", service, () => ({ service: { status: "ACTIVE", deployments: 2 } })),
    write(1, "lambda", "UpdateFunctionCode20150331v2", () => ({ functionName: "resize-images", publish: true })),
  ],
  analysis: [
    read(6, "athena", "GetQueryExecution", (r) => ({ queryExecutionId: r.hex(32) }), throttled),
    write(
      4,
      "athena",
      "StartQueryExecution",
      () => ({ workGroup: "analysts" }),
      (r) => ({ queryExecutionId: r.hex(32) }),
    ),
    read(5, "glue", "GetTable", () => ({ databaseName: "shop", name: "orders" })),
    read(4, "s3", "GetObject", object, { rate: 0.03, code: "NoSuchKey", message: "The specified key does not exist." }),
  ],
  audit: [
    read(4, "cloudtrail", "LookupEvents", none, throttled),
    read(3, "guardduty", "ListFindings", () => ({ detectorId: "12abc34d567e8fa901bc2d34e56789f0" })),
    read(3, "iam", "GetAccountSummary"),
    read(3, "securityhub", "GetFindings"),
    read(2, "config", "DescribeConfigRules"),
    read(2, "s3", "GetBucketPolicy", bucket, { rate: 0.2, code: "NoSuchBucketPolicy", message: "No bucket policy" }),
  ],
  deployment: [
    read(6, "ec2", "DescribeVpcs"),
    read(5, "iam", "GetPolicy", () => ({ policyArn: "arn:aws:iam::111122223333:policy/shop-orders" })),
    read(4, "ecr", "DescribeImages", () => ({ repositoryName: "shop/orders" })),
    read(3, "s3", "GetBucketVersioning", bucket),
    write(2, "ecr", "PutImage", (r) => ({ repositoryName: "shop/orders", imageTag: r.hex(12) })),
    write(
      2,
      "ecs",
      "RegisterTaskDefinition",
      () => ({ family: "orders" }),
      (r) => ({ taskDefinition: { revision: r.below(400) } }),
    ),
    write(1, "ec2", "CreateTags", instance, () => ({ _return: true })),
  ],
  application: [
    read(8, "kms", "Decrypt", key),
    read(4, "secretsmanager", "GetSecretValue", secret),
    read(6, "s3", "GetObject", object, { rate: 0.02, code: "NoSuchKey", message: "The specified key does not exist." }),
    write(5, "s3", "PutObject", object),
    write(4, "kms", "GenerateDataKey", key),
    read(3, "dynamodb", "DescribeTable", table, throttled),
    write(2, "sqs", "SendMessage", () => ({ queueUrl: "https://sqs.eu-west-1.amazonaws.com/111122223333/orders" })),
  ],
  batch: [
    read(5, "s3", "ListObjects", bucket),
    read(6, "s3", "GetObject", object),
    write(4, "s3", "PutObject", object),
    read(2, "dynamodb", "ListTables"),
  ],
  scaling: [
    read(6, "ec2", "DescribeInstances", instance),
    read(4, "cloudwatch", "DescribeAlarms"),
    write(
      1,
      "ec2",
      "RunInstances",
      () => ({ instanceType: "m7g.large", minCount: 1, maxCount: 1 }),
      (r) => ({
        instancesSet: { items: [{ instanceId: `i-0${r.hex(16)}` }] },
      }),
    ),
    write(1, "ec2", "TerminateInstances", instance),
  ],
  recording: [
    read(5, "ec2", "DescribeSecurityGroups"),
    read(4, "s3", "GetBucketAcl", bucket),
    read(4, "iam", "ListUsers"),
    read(3, "rds", "DescribeDBInstances"),
  ],
  handingOut: [
    write(
      1,
      "sts",
      "AssumeRole",
      (r) => ({
        roleArn: `arn:aws:iam::111122223333:role/${r.pick(["shop-orders-task", "shop-payments-task"])}`,
        roleSessionName: r.hex(10),
      }),
      (r) => ({ credentials: { accessKeyId: `ASIA${r.code(16)}` } }),
    ),
  ],
} satisfies Record<string, readonly [Call, ...Call[]]>;
