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

/** Lets AWS services use a key in their own name, on behalf of our account alone where they say that. */
export const forServices = (services: readonly string[], { account }: Place): Statement[] =>
  services.map((service) => ({
    Sid: service.replaceAll(".", ""),
    Effect: "Allow",
    Principal: { Service: service },
    Action: ["kms:Decrypt", "kms:GenerateDataKey"],
    Resource: itself,
    ...(silent.includes(service) ? {} : { Condition: { StringEquals: { "aws:SourceAccount": account } } }),
  }));

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
