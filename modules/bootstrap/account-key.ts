import { KmsAlias } from "@cdktf/provider-aws/lib/kms-alias/index.js";
import { KmsKey } from "@cdktf/provider-aws/lib/kms-key/index.js";
import { Construct } from "constructs";
import type { Place } from "../../contracts/names.ts";
import { policyDocument, type Statement } from "../identity/policy.ts";
import { lookedAfter, usedThrough } from "../keys/key-policy.ts";
import type { KeyOutputs } from "../keys/keys.ts";

/** A key of an account, beside the keys of its environments. */
export interface AccountKeyProps {
  readonly place: Place;
  /** Without `alias/`. */
  readonly alias: string;
  /** What it protects, in a few words. */
  readonly description: string;
  /** Services by which roles with a grant use it. @default - `s3` alone. */
  readonly through?: readonly string[];
  /** Who uses it beside them: AWS services in their own name, roles that ask it directly. @default - nobody. */
  readonly uses?: readonly Statement[];
  /** What is refused: `administratorsDoNotUse`, and what else keeps masters and users of this key apart. */
  readonly refuses: readonly [Statement, ...Statement[]];
}

/** A key that rotates every year and cannot be destroyed; its policy keeps masters and users apart (modules/keys). */
export class AccountKey extends Construct {
  readonly outputs: KeyOutputs;
  constructor(
    scope: Construct,
    id: string,
    { place, alias, description, through = ["s3"], uses = [], refuses }: AccountKeyProps,
  ) {
    super(scope, id);
    const key = new KmsKey(this, "key", {
      description: `${alias}: ${description}`,
      enableKeyRotation: true,
      rotationPeriodInDays: 365,
      deletionWindowInDays: 30,
      policy: policyDocument([...lookedAfter(place), ...usedThrough(place, through), ...uses, ...refuses]),
      lifecycle: { preventDestroy: true },
    });
    key.overrideLogicalId(`key_${alias.replace(/^cap-/, "")}_${place.region}`);
    const named = new KmsAlias(this, "alias", { name: `alias/${alias}`, targetKeyId: key.keyId });
    this.outputs = { arn: key.arn, id: key.keyId, alias: named.name };
  }
}
