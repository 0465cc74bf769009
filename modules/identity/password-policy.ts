import { IamAccountPasswordPolicy } from "@cdktf/provider-aws/lib/iam-account-password-policy/index.js";
import { Construct } from "constructs";

/**
 * What passwords of IAM users must be. We make no such user; whoever makes one by hand falls under this. Length 14 and 24
 * passwords remembered: CIS 6.0, 2.7 and 2.8; all of it with 90 days: FSBP IAM.7.
 */
export class PasswordPolicy extends Construct {
  constructor(scope: Construct, id: string) {
    super(scope, id);
    new IamAccountPasswordPolicy(this, "policy", {
      minimumPasswordLength: 14,
      passwordReusePrevention: 24,
      requireLowercaseCharacters: true,
      requireUppercaseCharacters: true,
      requireNumbers: true,
      requireSymbols: true,
      allowUsersToChangePassword: true,
      maxPasswordAge: 90,
      // An expired password can still be changed by its owner: nobody is locked out on a holiday.
      hardExpiry: false,
    });
  }
}
