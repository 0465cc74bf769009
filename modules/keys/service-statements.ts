import type { Place } from "../../contracts/names.ts";
import type { Statement } from "../identity/policy.ts";

/** `Resource: *` in a key's policy is the key itself. */
export const itself = ["*"];

/** To encrypt and decrypt with a key. */
export const use = [
  "kms:Decrypt",
  "kms:Encrypt",
  "kms:GenerateDataKey",
  "kms:GenerateDataKeyWithoutPlaintext",
  "kms:ReEncryptFrom",
  "kms:ReEncryptTo",
];

/**
 * EventBridge does not say for whom it publishes to an encrypted topic or queue, and a condition would refuse every event.
 * Source: SNS developer guide, "Key management", on EventBridge and encrypted topics.
 */
const silent = ["events.amazonaws.com"];

/**
 * EventBridge looks at the key of an encrypted bus before it takes it. Source: EventBridge user guide, "Authorizing
 * EventBridge to use a customer managed key".
 */
const looking = ["events.amazonaws.com"];

/** Lets AWS services use a key in their own name, on behalf of our account alone where they say that. */
export const forServices = (services: readonly string[], { account }: Place): Statement[] =>
  services.map((service) => ({
    Sid: service.replaceAll(".", ""),
    Effect: "Allow",
    Principal: { Service: service },
    Action: ["kms:Decrypt", "kms:GenerateDataKey", ...(looking.includes(service) ? ["kms:DescribeKey"] : [])],
    Resource: itself,
    ...(silent.includes(service) ? {} : { Condition: { StringEquals: { "aws:SourceAccount": account } } }),
  }));

/**
 * Trails, by ARN, encrypt what they deliver, digests too. Decrypt is for a bucket with a bucket key: without it such a trail
 * cannot be made. The trail itself is the condition, and not the encryption context as well, which is the bucket's where
 * there is a bucket key. Source: CloudTrail user guide, "Configure AWS KMS key policies for CloudTrail".
 */
export const forTrails = (arns: readonly string[]): Statement[] =>
  arns.length === 0
    ? []
    : [
        {
          Sid: "Trails",
          Effect: "Allow",
          Principal: { Service: "cloudtrail.amazonaws.com" },
          Action: ["kms:GenerateDataKey", "kms:Decrypt", "kms:DescribeKey"],
          Resource: itself,
          Condition: { StringEquals: { "aws:SourceArn": arns } },
        },
      ];

/** CloudWatch Logs names the log group in the encryption context; the source account is not in its requests. */
export const forLogs = ({ account, region }: Place): Statement => ({
  Sid: "Logs",
  Effect: "Allow",
  Principal: { Service: `logs.${region}.amazonaws.com` },
  Action: [
    "kms:Encrypt",
    "kms:Decrypt",
    "kms:ReEncryptFrom",
    "kms:ReEncryptTo",
    "kms:GenerateDataKey",
    "kms:DescribeKey",
  ],
  Resource: itself,
  Condition: { ArnLike: { "kms:EncryptionContext:aws:logs:arn": `arn:aws:logs:${region}:${account}:*` } },
});

const logsOf = ({ account, region }: Place): string => `arn:aws:logs:${region}:${account}:*`;

/**
 * What a state machine under a key of ours logs is handed to CloudWatch encrypted. Source: Step Functions developer guide,
 * "Data at rest encryption".
 */
export const forLogDelivery = (place: Place): Statement => ({
  Sid: "LogDelivery",
  Effect: "Allow",
  Principal: { Service: "delivery.logs.amazonaws.com" },
  Action: ["kms:Decrypt"],
  Resource: itself,
  Condition: { ArnLike: { "kms:EncryptionContext:SourceArn": logsOf(place) } },
});

/**
 * Schedules are opened, and executions encrypted, in their own roles: KMS is asked by the role itself, so no service that
 * it would be used through is named, but the encryption context says what it is for. Sources: EventBridge Scheduler user
 * guide, "Encryption at rest"; Step Functions developer guide, "Data at rest encryption".
 */
export function forTimedWork(place: Place): Statement[] {
  const { account, region } = place;
  const inRole = (Sid: string, Action: readonly string[], key: string, arn: string): Statement => ({
    Sid,
    Effect: "Allow",
    Principal: { AWS: `arn:aws:iam::${account}:root` },
    Action,
    Resource: itself,
    Condition: { ArnLike: { [`kms:EncryptionContext:${key}`]: arn } },
  });
  const machines = `arn:aws:states:${region}:${account}:stateMachine:cap-*`;
  return [
    inRole(
      "Schedules",
      ["kms:Decrypt"],
      "aws:scheduler:schedule:arn",
      `arn:aws:scheduler:${region}:${account}:schedule/cap-*`,
    ),
    inRole("Executions", ["kms:Decrypt", "kms:GenerateDataKey"], "aws:states:stateMachineArn", machines),
    inRole("ExecutionLogs", ["kms:GenerateDataKey"], "SourceArn", logsOf(place)),
  ];
}

/**
 * Auto Scaling starts the NAT instance in a role that no IAM policy of ours can reach; a principal would have to exist
 * before the first group does, a condition need not. Source: EC2 Auto Scaling user guide, "Required AWS KMS key policy for
 * use with encrypted volumes".
 */
export const forAutoScaling = ({ account }: Place): Statement => {
  const role = `arn:aws:iam::${account}:role/aws-service-role/autoscaling.amazonaws.com/AWSServiceRoleForAutoScaling`;
  return {
    Sid: "AutoScaling",
    Effect: "Allow",
    Principal: { AWS: "*" },
    Action: [...use, "kms:CreateGrant", "kms:DescribeKey"],
    Resource: itself,
    Condition: {
      StringEquals: { "kms:CallerAccount": account },
      ArnEquals: { "aws:PrincipalArn": role },
      StringLike: { "kms:ViaService": "ec2.*.amazonaws.com" },
    },
  };
};
