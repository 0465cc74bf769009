import { IamPolicy } from "@cdktf/provider-aws/lib/iam-policy/index.js";
import { IamRole } from "@cdktf/provider-aws/lib/iam-role/index.js";
import { IamRolePolicyAttachment } from "@cdktf/provider-aws/lib/iam-role-policy-attachment/index.js";
import { Construct } from "constructs";
import { assertValid, type Fault } from "../../contracts/errors.ts";
import { names, type OperatorRole as OperatorRoleName, type Place } from "../../contracts/names.ts";
import { type Grant, policyDocument, type Statement } from "./policy.ts";

/** A role of people or of CI. */
export interface OperatorRoleProps {
  readonly place: Place;
  readonly name: OperatorRoleName;
  readonly description: string;
  /** Who assumes it, and on which condition. */
  readonly trusts: readonly Statement[];
  /** Names of policies that AWS keeps. @default - none. */
  readonly managed?: readonly string[];
  /** Policies of ours, by a name of their own: each is a document, for one would be too long. @default - none. */
  readonly policies?: Readonly<Record<string, Grant>>;
  /** How long one session lasts, seconds, 3600 to 43200. @default - 3600. */
  readonly sessionSeconds?: number;
  /** ARN of what the role may do at most. @default - no ceiling: right for the one role that mends ceilings. */
  readonly boundary?: string;
}

/** What others need of the role. */
export interface OperatorRoleOutputs {
  readonly arn: string;
  readonly name: string;
}

/** Characters of a managed policy, white space aside. Source: IAM user guide, "IAM and AWS STS quotas". */
export const longestPolicy = 6144;
const mostPolicies = 10;

/** Every fault of the props. */
export function validateOperatorRole(p: OperatorRoleProps): Fault[] {
  const { sessionSeconds: seconds = 3600, policies = {}, managed = [] } = p;
  const faults: Fault[] = [];
  if (!(seconds >= 3600 && seconds <= 43_200))
    faults.push({ field: "sessionSeconds", got: seconds, want: "3600 to 43200" });
  const attached = Object.keys(policies).length + managed.length;
  if (attached > mostPolicies)
    faults.push({ field: "policies", got: attached, want: `at most ${mostPolicies} with those that AWS keeps` });
  for (const [name, grant] of Object.entries(policies)) {
    const length = policyDocument(grant).length;
    if (length > longestPolicy)
      faults.push({ field: `policies.${name}`, got: length, want: `at most ${longestPolicy} characters` });
  }
  return faults;
}

/** A role below a path that nothing which CI applies can reach. */
export class OperatorRole extends Construct {
  readonly outputs: OperatorRoleOutputs;
  constructor(scope: Construct, id: string, props: OperatorRoleProps) {
    super(scope, id);
    assertValid(`role ${props.name}`, validateOperatorRole(props));
    const { place, name, description, trusts, sessionSeconds = 3600, boundary } = props;
    const role = new IamRole(this, "role", {
      name: names.of(place, name),
      path: names.operatorPath,
      description,
      assumeRolePolicy: policyDocument(trusts),
      maxSessionDuration: sessionSeconds,
      ...(boundary === undefined ? {} : { permissionsBoundary: boundary }),
      lifecycle: { preventDestroy: true },
    });
    this.attach(role, props);
    this.outputs = { arn: role.arn, name: role.name };
  }

  private attach(role: IamRole, { place, name, managed = [], policies = {} }: OperatorRoleProps): void {
    for (const policy of managed)
      new IamRolePolicyAttachment(this, policy, { role: role.name, policyArn: `arn:aws:iam::aws:policy/${policy}` });
    for (const [part, grant] of Object.entries(policies)) {
      const policy = new IamPolicy(this, `${part}-policy`, {
        name: names.of(place, `${name}-${part}`),
        path: names.operatorPath,
        description: `What ${name} may do: ${part}`,
        policy: policyDocument(grant),
      });
      new IamRolePolicyAttachment(this, part, { role: role.name, policyArn: policy.arn });
    }
  }
}
