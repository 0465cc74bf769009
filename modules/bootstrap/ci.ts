import { Construct } from "constructs";
import { assertValid, type Fault } from "../../contracts/errors.ts";
import type { Place } from "../../contracts/names.ts";
import { OperatorRole, type OperatorRoleOutputs } from "../identity/operator-role.ts";
import { allow } from "../identity/policy.ts";
import { computeWrites } from "./apply/compute.ts";
import { costWrites } from "./apply/costs.ts";
import { dataWrites } from "./apply/data.ts";
import { keyWrites } from "./apply/keys.ts";
import { networkWrites } from "./apply/network.ts";
import { roleWrites } from "./apply/roles.ts";
import { type ApplyScope, named } from "./apply/scope.ts";
import { watchingWrites } from "./apply/watching.ts";
import { grantKeepBundle } from "./bundles.ts";
import type { CeilingsOutputs } from "./ceilings.ts";
import type { GithubOutputs } from "./github.ts";
import { denyContents, denySecrets, grantEphemeral, grantRefresh } from "./plan-policy.ts";
import { grantApplyState, grantPlanState, type StatesOutputs } from "./states.ts";

/** What CI may do with the account. */
export interface CiProps extends ApplyScope {
  readonly place: Place;
  readonly github: GithubOutputs;
  readonly ceilings: CeilingsOutputs;
  /** In each Region. */
  readonly states: readonly StatesOutputs[];
  /** Environments of GitHub whose approval lets a run apply; each is protected there by reviewers. */
  readonly approvedBy: readonly string[];
  /** Keys of the states that CI writes: `dev/*`. What it does not match, an administrator applies. */
  readonly writes: readonly string[];
}

/** What others need of the roles. */
export interface CiOutputs {
  readonly plan: OperatorRoleOutputs;
  readonly drift: OperatorRoleOutputs;
  readonly apply: OperatorRoleOutputs;
}

/** Every fault of the props. */
export function validateCi({ approvedBy, writes }: CiProps): Fault[] {
  const faults: Fault[] = [];
  if (approvedBy.length === 0 || approvedBy.some((name) => /[*?:]/.test(name)))
    faults.push({ field: "approvedBy", got: approvedBy, want: "names of environments, without wildcards" });
  if (writes.some((key) => key.startsWith("*") || key.includes("bootstrap")))
    faults.push({
      field: "writes",
      got: writes,
      want: "keys below an environment; bootstrap is applied by an administrator",
    });
  return faults;
}

/**
 * Three roles: `plan` for pull requests, `drift` for the main branch, which was reviewed, reads secrets too and keeps plan
 * bundles, and `apply` for runs that an environment of GitHub approved, which reads them. All read by AWS's policy
 * ReadOnlyAccess: a plan reads every attribute of every resource, and a list of ours would break with each update of the
 * provider. What `apply` may change is listed action by action.
 */
export class Ci extends Construct {
  readonly outputs: CiOutputs;
  constructor(scope: Construct, id: string, props: CiProps) {
    super(scope, id);
    assertValid("ci", validateCi(props));
    this.outputs = { plan: this.plan(props), drift: this.drift(props), apply: this.apply(props) };
  }

  private plan({ place, github, ceilings, states }: CiProps): OperatorRoleOutputs {
    const reads = [...grantPlanState(states), ...grantEphemeral, ...denyContents(states, place)];
    return new OperatorRole(this, "plan", {
      place,
      name: "plan",
      description: "CI plans what a pull request would change",
      trusts: [github.trusts(["pull_request"])],
      managed: ["ReadOnlyAccess"],
      policies: { state: [...reads, ...denySecrets] },
      boundary: ceilings.operators,
    }).outputs;
  }

  private drift(props: CiProps): OperatorRoleOutputs {
    const { place, github, ceilings, states } = props;
    const reads = [...grantPlanState(states), ...grantEphemeral, ...denyContents(states, place)];
    const tells = [allow(["events:PutEvents"], named(props, "events", "event-bus/"))];
    return new OperatorRole(this, "drift", {
      place,
      name: "drift",
      description: "CI compares how everything is set with the main branch",
      trusts: [github.trusts(["ref:refs/heads/main"])],
      managed: ["ReadOnlyAccess"],
      policies: { state: [...reads, ...grantRefresh(place), ...grantKeepBundle(states), ...tells] },
      boundary: ceilings.operators,
    }).outputs;
  }

  private apply(props: CiProps): OperatorRoleOutputs {
    const { place, github, ceilings, states, approvedBy, writes } = props;
    return new OperatorRole(this, "apply", {
      place,
      name: "apply",
      description: "CI applies what somebody approved",
      // A pull request could name an environment too; whoever approves must not have to notice.
      trusts: [
        github.trusts(
          approvedBy.map((name) => `environment:${name}`),
          "refs/heads/main",
        ),
      ],
      managed: ["ReadOnlyAccess"],
      policies: {
        state: grantApplyState(states, writes),
        network: networkWrites(props),
        data: dataWrites(props),
        compute: computeWrites(props),
        watching: watchingWrites(props),
        roles: roleWrites(props),
        keys: keyWrites(props),
        costs: costWrites(props),
      },
      // A cluster of MSK takes 20 to 40 minutes to make.
      sessionSeconds: 7200,
      boundary: ceilings.operators,
    }).outputs;
  }
}
