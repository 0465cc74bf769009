import { Construct } from "constructs";
import { assertValid, type Fault } from "../../contracts/errors.ts";
import type { Place } from "../../contracts/names.ts";
import { OperatorRole, type OperatorRoleOutputs } from "../identity/operator-role.ts";
import { trustByExternalId, trustWithMfa } from "../identity/trust.ts";

/** Who may act in the account by hand. */
export interface PeopleProps {
  readonly place: Place;
  /** ARNs of IAM users, at least one: a session of a role never carries MFA, so a role is refused. They exist already. */
  readonly administrators: readonly string[];
  /** Whoever audits us from an account of their own. */
  readonly auditor: { readonly account: string; readonly externalId: string };
}

/** What others need of the roles. */
export interface PeopleOutputs {
  readonly administrator: OperatorRoleOutputs;
  readonly auditor: OperatorRoleOutputs;
}

/** Every fault of the props. */
export function validatePeople({ administrators, auditor, place }: PeopleProps): Fault[] {
  const faults: Fault[] = [];
  if (administrators.some((arn) => /^arn:aws:(iam|sts)::\d{12}:(role|assumed-role)\//.test(arn)))
    faults.push({
      field: "administrators",
      got: administrators,
      want: "IAM users: a session of a role never carries MFA, so that no role could become administrator",
    });
  else if (administrators.length === 0 || !administrators.every((arn) => /^arn:aws:iam::\d{12}:user\/[^*]+$/.test(arn)))
    faults.push({ field: "administrators", got: administrators, want: "ARNs of IAM users, at least one, no wildcard" });
  if (!/^\d{12}$/.test(auditor.account) || auditor.account === place.account)
    faults.push({ field: "auditor.account", got: auditor.account, want: "12 digits, another account than ours" });
  if (!/^[\w+=,.@:/-]{8,1224}$/.test(auditor.externalId))
    faults.push({ field: "auditor.externalId", got: auditor.externalId, want: "8 to 1224 characters" });
  return faults;
}

/**
 * Roles of people. They stand under no ceiling: the administrator mends ceilings, and the others only have a policy that
 * AWS keeps, which reads settings (auditor: SecurityAudit) or opens cases (support: AWSSupportAccess, CIS 6.0, 2.16).
 * AdministratorAccess is what an emergency needs; that it is taken sets off an alarm (modules/audit/trail-signals.ts).
 */
export class People extends Construct {
  readonly outputs: PeopleOutputs;
  constructor(scope: Construct, id: string, props: PeopleProps) {
    super(scope, id);
    assertValid("people", validatePeople(props));
    const { place, administrators, auditor } = props;
    const administrator = new OperatorRole(this, "administrator", {
      place,
      name: "administrator",
      description: "A person with a second factor, for what CI may not do",
      trusts: [trustWithMfa(administrators)],
      managed: ["AdministratorAccess"],
    }).outputs;
    new OperatorRole(this, "support", {
      place,
      name: "support",
      description: "A person with a second factor, who opens cases with AWS",
      trusts: [trustWithMfa(administrators)],
      managed: ["AWSSupportAccess"],
    });
    const reads = new OperatorRole(this, "auditor", {
      place,
      name: "auditor",
      description: `Read by account ${auditor.account}`,
      trusts: [trustByExternalId(auditor.account, auditor.externalId)],
      managed: ["SecurityAudit"],
    }).outputs;
    this.outputs = { administrator, auditor: reads };
  }
}
