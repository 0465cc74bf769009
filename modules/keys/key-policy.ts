import type { KeyClass, Place } from "../../contracts/names.ts";
import type { Statement } from "../identity/policy.ts";

/** AWS services that use a key in their own name; everybody else needs a grant on their role. */
const usedBy: Readonly<Record<KeyClass, readonly string[]>> = {
  // Delivers flow logs into the landing bucket.
  events: ["delivery.logs.amazonaws.com"],
  audit: [],
  state: [],
  // S3 notifies through encrypted queues; alarms and schedules publish to encrypted topics and dead-letter queues.
  operations: ["s3.amazonaws.com", "cloudwatch.amazonaws.com", "events.amazonaws.com"],
};

const forServices = (services: readonly string[], { account }: Place): Statement[] =>
  services.map((service) => ({
    Sid: service.replaceAll(".", ""),
    Effect: "Allow",
    Principal: { Service: service },
    Action: ["kms:Decrypt", "kms:GenerateDataKey"],
    Resource: ["*"],
    Condition: { StringEquals: { "aws:SourceAccount": account } },
  }));

// CloudWatch Logs names the log group in the encryption context; the source account is not in its requests.
const forLogs = ({ account, region }: Place): Statement => ({
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
  Resource: ["*"],
  Condition: { ArnLike: { "kms:EncryptionContext:aws:logs:arn": `arn:aws:logs:${region}:${account}:*` } },
});

/**
 * The policy of a key. `Resource: *` is the key itself, and the account's own statement is what lets IAM policies grant
 * its use at all: without it a key can become unmanageable for ever.
 */
export function keyPolicy(name: KeyClass, place: Place): Statement[] {
  const owner: Statement = {
    Sid: "Account",
    Effect: "Allow",
    Principal: { AWS: `arn:aws:iam::${place.account}:root` },
    Action: ["kms:*"],
    Resource: ["*"],
  };
  return [owner, ...forServices(usedBy[name], place), ...(name === "operations" ? [forLogs(place)] : [])];
}
