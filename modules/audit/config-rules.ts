/** A rule that AWS keeps, which Config holds resources against. */
export interface ConfigRule {
  /** AWS's name of it. */
  readonly id: string;
  /** Which controls ask for it. */
  readonly controls: readonly string[];
  /** Our value where AWS's own default is weaker. @default - AWS's. */
  readonly parameters?: Readonly<Record<string, string>>;
  /** It looks at this often, not when something changes. @default - when something changes. */
  readonly every?: "One_Hour" | "Six_Hours" | "TwentyFour_Hours";
}

/**
 * What would hurt most when somebody changes it by hand, between two plans. Security Hub's standards have rules of their
 * own for the rest; one that is in both is evaluated, and paid (0.001 USD), twice, so this list stays short.
 */
export const configRules: Readonly<Record<string, ConfigRule>> = {
  "trail-on": {
    id: "MULTI_REGION_CLOUD_TRAIL_ENABLED",
    controls: ["CIS 4.1", "CloudTrail.1"],
    every: "TwentyFour_Hours",
  },
  "trail-validated": {
    id: "CLOUD_TRAIL_LOG_FILE_VALIDATION_ENABLED",
    controls: ["CIS 4.2", "CloudTrail.4"],
    every: "TwentyFour_Hours",
  },
  "root-has-no-key": { id: "IAM_ROOT_ACCESS_KEY_CHECK", controls: ["CIS 2.3", "IAM.4"], every: "TwentyFour_Hours" },
  "root-has-mfa": { id: "ROOT_ACCOUNT_MFA_ENABLED", controls: ["CIS 2.4", "IAM.9"], every: "TwentyFour_Hours" },
  "users-have-mfa": { id: "IAM_USER_MFA_ENABLED", controls: ["CIS 2.9", "IAM.19"], every: "TwentyFour_Hours" },
  "keys-are-young": {
    id: "ACCESS_KEYS_ROTATED",
    controls: ["CIS 2.13", "IAM.3"],
    parameters: { maxAccessKeyAge: "90" },
    every: "TwentyFour_Hours",
  },
  "no-full-administrators": { id: "IAM_POLICY_NO_STATEMENTS_WITH_ADMIN_ACCESS", controls: ["CIS 2.15", "IAM.1"] },
  "keys-rotate": { id: "CMK_BACKING_KEY_ROTATION_ENABLED", controls: ["CIS 4.6", "KMS.4"], every: "TwentyFour_Hours" },
  "buckets-speak-tls": { id: "S3_BUCKET_SSL_REQUESTS_ONLY", controls: ["CIS 3.1.1", "S3.5"] },
  "buckets-are-closed": { id: "S3_BUCKET_LEVEL_PUBLIC_ACCESS_PROHIBITED", controls: ["CIS 3.1.4", "S3.8"] },
  "flow-logs-on": { id: "VPC_FLOW_LOGS_ENABLED", controls: ["CIS 4.7", "EC2.6"], every: "TwentyFour_Hours" },
  "default-group-is-empty": { id: "VPC_DEFAULT_SECURITY_GROUP_CLOSED", controls: ["CIS 6.5", "EC2.2"] },
  "no-remote-administration": { id: "INCOMING_SSH_DISABLED", controls: ["CIS 6.3", "EC2.13"] },
  "volumes-are-encrypted": {
    id: "EC2_EBS_ENCRYPTION_BY_DEFAULT",
    controls: ["CIS 6.1.1", "EC2.7"],
    every: "TwentyFour_Hours",
  },
  "machines-use-imdsv2": { id: "EC2_IMDSV2_CHECK", controls: ["CIS 6.7", "EC2.8"] },
};
