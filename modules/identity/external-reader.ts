import { IamRole } from "@cdktf/provider-aws/lib/iam-role/index.js";
import { IamRolePolicy } from "@cdktf/provider-aws/lib/iam-role-policy/index.js";
import { Construct } from "constructs";
import { assertValid, type Fault } from "../../contracts/errors.ts";
import { names, type Place } from "../../contracts/names.ts";
import { type Grant, policyDocument } from "./policy.ts";
import { trustByExternalId } from "./trust.ts";

/** A role for somebody of another account, who reads. */
export interface ExternalReaderProps {
  readonly place: Place;
  /** Name without the prefix: `auditor`. */
  readonly name: string;
  readonly reader: {
    /** 12 digits. */
    readonly account: string;
    /** Agreed with them alone; 2 to 1224 characters. */
    readonly externalId: string;
  };
  /** What they may read, as other modules grant it. */
  readonly grants: readonly Grant[];
}

/** What others need of the role. */
export interface ExternalReaderOutputs {
  readonly arn: string;
  readonly name: string;
}

/** Every fault of the props. */
export function validateExternalReader({ reader, place }: ExternalReaderProps): Fault[] {
  const faults: Fault[] = [];
  const { account, externalId } = reader;
  if (!/^\d{12}$/.test(account) || account === place.account)
    faults.push({ field: "reader.account", got: account, want: "12 digits, another account than ours" });
  if (!/^[\w+=,.@:/-]{2,1224}$/.test(externalId))
    faults.push({ field: "reader.externalId", got: externalId, want: "2 to 1224 characters" });
  return faults;
}

/** A role that another account assumes with an external id. */
export class ExternalReader extends Construct {
  readonly outputs: ExternalReaderOutputs;
  constructor(scope: Construct, id: string, props: ExternalReaderProps) {
    super(scope, id);
    assertValid(`role ${props.name}`, validateExternalReader(props));
    const { place, name, reader, grants } = props;
    const role = new IamRole(this, "role", {
      name: names.of(place, name),
      description: `Read by account ${reader.account}`,
      assumeRolePolicy: policyDocument([trustByExternalId(reader.account, reader.externalId)]),
      maxSessionDuration: 3600,
    });
    new IamRolePolicy(this, "policy", { role: role.name, name: "grants", policy: policyDocument(grants.flat()) });
    this.outputs = { arn: role.arn, name: role.name };
  }
}
