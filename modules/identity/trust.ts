import type { Statement } from "./policy.ts";

/**
 * Trusts people who have shown a second factor within the hour. `Bool` rather than `BoolIfExists`: a session that says
 * nothing of a second factor had none. That is so of every session of a role, of Identity Center's as well, so only IAM
 * users can be meant. Source: IAM user guide, "Secure API access with MFA".
 *
 * @param arns of IAM users
 */
export const trustWithMfa = (arns: readonly string[], maxAgeSeconds = 3600): Statement => ({
  Effect: "Allow",
  Principal: { AWS: arns },
  Action: ["sts:AssumeRole"],
  Condition: {
    Bool: { "aws:MultiFactorAuthPresent": "true" },
    NumericLessThan: { "aws:MultiFactorAuthAge": String(maxAgeSeconds) },
  },
});

/**
 * Trusts another account that names the id which we gave it alone: without it, whoever also works for others could be
 * made to look into ours. Source: IAM user guide, "The confused deputy problem".
 */
export const trustByExternalId = (account: string, externalId: string): Statement => ({
  Effect: "Allow",
  Principal: { AWS: `arn:aws:iam::${account}:root` },
  Action: ["sts:AssumeRole"],
  Condition: { StringEquals: { "sts:ExternalId": externalId } },
});
