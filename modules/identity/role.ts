import { IamRole } from "@cdktf/provider-aws/lib/iam-role/index.js";
import { IamRolePolicy } from "@cdktf/provider-aws/lib/iam-role-policy/index.js";
import type { ITerraformDependable } from "cdktf";
import { Construct } from "constructs";
import { assertValid, type Fault } from "../../contracts/errors.ts";
import { names, type Place } from "../../contracts/names.ts";
import { type Grant, policyDocument, type Statement, trust } from "./policy.ts";

/** A role for one service or function. */
export interface RoleProps {
  readonly place: Place;
  /** Name without the environment's prefix: `collect-task`. */
  readonly name: string;
  /** Who assumes it: `ecs-tasks.amazonaws.com`, `lambda.amazonaws.com`. */
  readonly assumedBy: `${string}.amazonaws.com`;
  /** What it may do, as other modules grant it. @default - nothing: a role that only says who it is. */
  readonly grants?: readonly Grant[];
}

/** What others need of a role. */
export interface RoleOutputs {
  readonly arn: string;
  readonly name: string;
  /** Wait for these before a service of AWS acts in the role. */
  readonly ready: readonly ITerraformDependable[];
}

const longestRoleName = 64;

/** Every fault of the props. */
export function validateRole(p: RoleProps): Fault[] {
  const name = names.of(p.place, p.name);
  if (name.length <= longestRoleName) return [];
  return [{ field: "name", got: name, want: `at most ${longestRoleName} characters with the prefix` }];
}

/** An IAM role with one inline policy made of grants. */
export class Role extends Construct {
  readonly outputs: RoleOutputs;
  constructor(scope: Construct, id: string, props: RoleProps) {
    super(scope, id);
    assertValid(`role ${props.name}`, validateRole(props));
    const role = new IamRole(this, "role", {
      name: names.of(props.place, props.name),
      assumeRolePolicy: trust(props.assumedBy, props.place.account),
    });
    const statements = (props.grants ?? []).flat();
    this.outputs = { arn: role.arn, name: role.name, ready: this.grant(role, statements) };
  }

  private grant(role: IamRole, statements: readonly Statement[]): ITerraformDependable[] {
    if (statements.length === 0) return [role];
    return [new IamRolePolicy(this, "policy", { role: role.name, name: "grants", policy: policyDocument(statements) })];
  }
}
