import { Construct } from "constructs";
import { names, type Place } from "../../contracts/names.ts";
import { AccountKey } from "../bootstrap/account-key.ts";
import type { Statement } from "../identity/policy.ts";
import { administratorsDoNotUse, madeThrough } from "../keys/key-policy.ts";
import type { KeyOutputs } from "../keys/keys.ts";
import { forLogs, forServices, forTrails, itself } from "../keys/service-statements.ts";

/** The key of an account's evidence and of what it tells people. */
export interface AuditKeyProps {
  readonly place: Place;
  /** ARN of the role that reads evidence from outside. */
  readonly auditor: string;
}

/** The trail's ARN, known before the trail: its bucket and its key name it. */
export const trailArn = (place: Place): string =>
  `arn:aws:cloudtrail:${place.region}:${place.account}:trail/${names.of(place, "trail")}`;

const forAuditor = (arn: string): Statement => ({
  Sid: "Auditor",
  Effect: "Allow",
  Principal: { AWS: arn },
  Action: ["kms:Decrypt"],
  Resource: itself,
});

/**
 * The key, with a statement for each service that uses it in its own name. Evidence is for the auditor: whoever
 * administers the key reads the trail in its log group and by LookupEvents, which take no key, and not its files. X-Ray
 * asks for the key in the name of whoever sets it, and of whoever looks at traces. Source: X-Ray developer guide, "Data
 * protection in AWS X-Ray".
 */
export class AuditKey extends Construct {
  readonly outputs: KeyOutputs;
  constructor(scope: Construct, id: string, { place, auditor }: AuditKeyProps) {
    super(scope, id);
    this.outputs = new AccountKey(this, "key", {
      place,
      alias: names.of(place, "audit"),
      description: "the trail, Config's records, what the account tells people, and traces",
      through: ["s3", "xray"],
      uses: [
        ...forTrails([trailArn(place)]),
        forLogs(place),
        forAuditor(auditor),
        ...forServices(["config.amazonaws.com", "cloudwatch.amazonaws.com", "events.amazonaws.com"], place),
      ],
      refuses: [administratorsDoNotUse(place, madeThrough(["xray"]))],
    }).outputs;
  }
}
