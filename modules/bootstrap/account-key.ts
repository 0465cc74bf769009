import { KmsAlias } from "@cdktf/provider-aws/lib/kms-alias/index.js";
import { KmsKey } from "@cdktf/provider-aws/lib/kms-key/index.js";
import { Construct } from "constructs";
import type { Place } from "../../contracts/names.ts";
import { policyDocument, type Statement } from "../identity/policy.ts";
import type { KeyOutputs } from "../keys/keys.ts";

/** A key of an account, beside the keys of its environments. */
export interface AccountKeyProps {
  readonly place: Place;
  /** Without `alias/`. */
  readonly alias: string;
  /** What it protects, in a few words. */
  readonly description: string;
  /** AWS services that use it in their own name, each held to our account. @default - none: roles with a grant alone. */
  readonly uses?: readonly Statement[];
}

/**
 * A key that rotates every year and cannot be destroyed. Its policy hands the decision to IAM, where the operators'
 * boundary keeps everybody but an administrator from scheduling its deletion.
 */
export class AccountKey extends Construct {
  readonly outputs: KeyOutputs;
  constructor(scope: Construct, id: string, { place, alias, description, uses = [] }: AccountKeyProps) {
    super(scope, id);
    const owner: Statement = {
      Sid: "Account",
      Effect: "Allow",
      Principal: { AWS: `arn:aws:iam::${place.account}:root` },
      Action: ["kms:*"],
      Resource: ["*"],
    };
    const key = new KmsKey(this, "key", {
      description: `${alias}: ${description}`,
      enableKeyRotation: true,
      rotationPeriodInDays: 365,
      deletionWindowInDays: 30,
      policy: policyDocument([owner, ...uses]),
      lifecycle: { preventDestroy: true },
    });
    key.overrideLogicalId(`key_${alias.replace(/^cap-/, "").replaceAll("-", "_")}`);
    const named = new KmsAlias(this, "alias", { name: `alias/${alias}`, targetKeyId: key.keyId });
    this.outputs = { arn: key.arn, id: key.keyId, alias: named.name };
  }
}

/** Lets an AWS service encrypt and decrypt with the key, on behalf of our account alone. */
export const usedByService = (service: string, { account }: Place): Statement => ({
  Sid: service.replaceAll(".", ""),
  Effect: "Allow",
  Principal: { Service: service },
  Action: ["kms:Decrypt", "kms:GenerateDataKey"],
  Resource: ["*"],
  Condition: { StringEquals: { "aws:SourceAccount": account } },
});
