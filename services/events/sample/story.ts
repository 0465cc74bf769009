import type { JsonObject } from "../../../contracts/ocsf/json.ts";
import { account, ciUser } from "./principals.ts";
import type { Moment } from "./record.ts";

const attacker = {
  from: "198.51.100.66",
  userAgent: "aws-cli/2.19.1 md/awscrt#0.23.4 ua/2.0 os/linux#6.8 lang/python#3.12.6",
};
const policy = "arn:aws:iam::aws:policy/AdministratorAccess";
const denied = { code: "AccessDenied", message: "User: ci-deploy is not authorized to perform this operation" };

/** The user that the attacker makes to come back with. */
const backdoor: JsonObject = {
  type: "IAMUser",
  principalId: "AIDAEXAMPLEBACKUP0002",
  arn: `arn:aws:iam::${account}:user/svc-backup`,
  accountId: account,
  accessKeyId: "AKIAEXAMPLEBACKUP002",
  userName: "svc-backup",
};

type Step = Omit<Moment, "time" | "identity" | "from" | "userAgent" | "region"> & {
  readonly minute: number;
  readonly region?: string;
};

/** Their calls are recorded in one Region, wherever they come from. */
const globalServices = new Set(["iam", "organizations"]);

const step = (minute: number, service: string, operation: string, more: Partial<Step> = {}): Step => ({
  ...{ minute, service, operation, readOnly: /^(Get|List|Describe)/.test(operation), parameters: null },
  ...(globalServices.has(service) ? { region: "us-east-1" } : {}),
  ...more,
});
const secret = (id: string): Partial<Step> => ({ parameters: { secretId: id } });
const invoice = (n: number): Partial<Step> => ({
  parameters: { bucketName: "shop-invoices", key: `2026/export-${n}.csv` },
});

/** The key of the CI user has leaked: who am I, what may I do, and up. Minutes are counted from 03:12 UTC. */
const withLeakedKey: readonly Step[] = [
  step(0, "sts", "GetCallerIdentity"),
  step(1, "iam", "ListUsers"),
  step(1, "iam", "ListAttachedUserPolicies", { parameters: { userName: "ci-deploy" } }),
  step(2, "s3", "ListBuckets"),
  step(3, "secretsmanager", "ListSecrets", { error: denied }),
  step(3, "ec2", "DescribeInstances", { region: "us-east-1" }),
  step(4, "organizations", "DescribeOrganization", { error: denied }),
  step(6, "iam", "CreatePolicyVersion", {
    parameters: { policyArn: `arn:aws:iam::${account}:policy/shop-orders`, setAsDefault: true },
    error: denied,
  }),
  step(9, "iam", "AttachUserPolicy", { parameters: { userName: "ci-deploy", policyArn: policy } }),
  step(12, "iam", "CreateUser", {
    parameters: { userName: "svc-backup" },
    answer: { user: { userName: "svc-backup" } },
  }),
  step(12, "iam", "AttachUserPolicy", { parameters: { userName: "svc-backup", policyArn: policy } }),
  step(13, "iam", "CreateAccessKey", {
    parameters: { userName: "svc-backup" },
    answer: { accessKey: { userName: "svc-backup", accessKeyId: "AKIAEXAMPLEBACKUP002", status: "Active" } },
  }),
];

/** As the new user: take the data, then cover the tracks. */
const withBackdoor: readonly Step[] = [
  step(31, "sts", "GetCallerIdentity"),
  step(33, "secretsmanager", "GetSecretValue", secret("shop/payments/provider-key")),
  step(33, "secretsmanager", "GetSecretValue", secret("shop/orders/database")),
  step(36, "rds", "ModifyDBSnapshotAttribute", {
    parameters: { dBSnapshotIdentifier: "shop-nightly", attributeName: "restore", valuesToAdd: ["444455556666"] },
  }),
  ...[1, 2, 3, 4, 5, 6].map((n) => step(38 + n, "s3", "GetObject", invoice(n))),
  step(47, "s3", "PutBucketPolicy", { parameters: { bucketName: "shop-invoices" } }),
  step(52, "guardduty", "DeleteDetector", { parameters: { detectorId: "12abc34d567e8fa901bc2d34e56789f0" } }),
  step(55, "cloudtrail", "StopLogging", { parameters: { name: "audit-trail" } }),
  step(58, "cloudtrail", "DeleteTrail", { parameters: { name: "audit-trail" } }),
];

/**
 * One attack: leaked key, reconnaissance, privilege escalation, persistence, exfiltration, tampering with the logs; from
 * 03:12 UTC of the day that begins at `midnight` (epoch milliseconds), in order of time.
 */
export function attackStory(midnight: number): readonly Moment[] {
  const begin = midnight + (3 * 60 + 12) * 60_000;
  const as = (identity: JsonObject, steps: readonly Step[]): Moment[] =>
    steps.map(({ minute, ...rest }, i) => ({
      ...{ identity, ...attacker, region: "eu-west-1", time: begin + minute * 60_000 + (i % 6) * 7_000 },
      ...rest,
    }));
  return [...as(ciUser, withLeakedKey), ...as(backdoor, withBackdoor)];
}
