import { Construct } from "constructs";
import { names, type Place } from "../../contracts/names.ts";
import { AccountKey } from "../bootstrap/account-key.ts";
import { administratorsDoNotUse, madeThrough } from "../keys/key-policy.ts";
import type { KeyOutputs } from "../keys/keys.ts";

/** The key of traces in a Region other than the account's own. */
export interface TraceKeyProps {
  readonly place: Place;
}

/**
 * X-Ray takes a key of its own Region alone, and evidence has one only at home. This one has the part of that key's policy
 * which is about traces (modules/audit/audit-key.ts). 1 USD a month.
 */
export class TraceKey extends Construct {
  readonly outputs: KeyOutputs;
  constructor(scope: Construct, id: string, { place }: TraceKeyProps) {
    super(scope, id);
    this.outputs = new AccountKey(this, "key", {
      place,
      alias: names.of(place, "traces"),
      description: "traces of this Region",
      through: ["xray"],
      refuses: [administratorsDoNotUse(place, madeThrough(["xray"]))],
    }).outputs;
  }
}
