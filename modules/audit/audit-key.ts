import { Construct } from "constructs";
import { names, type Place } from "../../contracts/names.ts";
import { AccountKey, usedByService } from "../bootstrap/account-key.ts";
import type { Statement } from "../identity/policy.ts";
import type { KeyOutputs } from "../keys/keys.ts";

/** The key of an account's evidence and of what it tells people. */
export interface AuditKeyProps {
  readonly place: Place;
  /** ARN of the role that reads evidence from outside. */
  readonly auditor: string;
}

/** The trail's ARN, known before the trail: its bucket and its key name it. */
export const trailArn = (place: Place): string =>
  `arn:aws:cloudtrail:${place.region}:${place.account}:trail/${names.of(place, "trail")}`;

// Source: CloudTrail user guide, "Configure AWS KMS key policies for CloudTrail".
const forTrail = (place: Place): Statement => ({
  Sid: "Trail",
  Effect: "Allow",
  Principal: { Service: "cloudtrail.amazonaws.com" },
  Action: ["kms:GenerateDataKey", "kms:Decrypt", "kms:DescribeKey"],
  Resource: ["*"],
  Condition: { StringEquals: { "aws:SourceArn": trailArn(place) } },
});

// CloudWatch Logs names the log group in the encryption context; the source account is not in its requests.
const forLogs = ({ account, region, name }: Place): Statement => ({
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
  Condition: {
    ArnLike: { "kms:EncryptionContext:aws:logs:arn": `arn:aws:logs:${region}:${account}:log-group:/cap/${name}/*` },
  },
});

const forAuditor = (arn: string): Statement => ({
  Sid: "Auditor",
  Effect: "Allow",
  Principal: { AWS: arn },
  Action: ["kms:Decrypt"],
  Resource: ["*"],
});

/** The key, with a statement for each service that uses it in its own name. */
export class AuditKey extends Construct {
  readonly outputs: KeyOutputs;
  constructor(scope: Construct, id: string, { place, auditor }: AuditKeyProps) {
    super(scope, id);
    const publishers = ["cloudwatch.amazonaws.com", "events.amazonaws.com"];
    this.outputs = new AccountKey(this, "key", {
      place,
      alias: names.of(place, "audit"),
      description: "the trail, Config's records, and what the account tells people",
      uses: [
        forTrail(place),
        forLogs(place),
        forAuditor(auditor),
        ...["config.amazonaws.com", ...publishers].map((service) => usedByService(service, place)),
      ],
    }).outputs;
  }
}
