import type { Construct } from "constructs";
import { names, type OperatorRole } from "../contracts/names.ts";
import type { Account } from "../environments/accounts.ts";
import type { AccountBucketOutputs } from "../modules/bootstrap/account-bucket.ts";
import { AccountLogs } from "../modules/bootstrap/account-logs.ts";
import { Ceilings } from "../modules/bootstrap/ceilings.ts";
import { Ci } from "../modules/bootstrap/ci.ts";
import { Github } from "../modules/bootstrap/github.ts";
import { People, type PeopleOutputs } from "../modules/bootstrap/people.ts";
import { States, type StatesOutputs } from "../modules/bootstrap/states.ts";
import { CapStack } from "./base.ts";
import { Elsewhere } from "./elsewhere.ts";
import type { StackOptions } from "./options.ts";
import { accountOwner } from "./owner.ts";
import { appliedRegions, otherRegions, residents } from "./places.ts";

/** What `account` builds on. */
export interface BootstrapOutputs {
  /** Where buckets of the account log who asked them for what. */
  readonly logs: Pick<AccountBucketOutputs, "name">;
  /** Names of the buckets of states, in each Region. */
  readonly states: readonly string[];
  readonly people: PeopleOutputs;
}

/**
 * The buckets of all states, one in each Region (what is built anew elsewhere must find its own), the ceilings of every
 * role, the roles of CI and of people: applied first, by an administrator, once per account, and protected for ever. There
 * is no bucket for its own state at first: `cap bootstrap` applies it with a file, and moves that into the bucket.
 */
export class Bootstrap extends CapStack {
  readonly outputs: BootstrapOutputs;
  constructor(scope: Construct, id: string, account: Account, options: StackOptions) {
    super(scope, id, accountOwner(account), options);
    const regions = appliedRegions(account);
    const here = residents(account);
    const guarded = here.filter((e) => e.safety === "protected").map((e) => e.name);
    const place = account;
    const primary = this.keepStates(this, account);
    const others = otherRegions(account).map((region) =>
      this.keepStates(this.there(account, region, options), { ...account, region }),
    );
    const states = [primary, ...others].map((kept) => kept.states);
    const ceilings = new Ceilings(this, "ceilings", { place, regions, guarded }).outputs;
    const github = new Github(this, "github", { repository: account.repository }).outputs;
    const environments = here.map((e) => e.name);
    new Ci(this, "ci", {
      place,
      regions,
      github,
      ceilings,
      states,
      approvedBy: [account.name, ...environments],
      writes: [`${account.name}/account.tfstate`, ...environments.map((name) => `${name}/*`)],
    });
    const { administrators, auditor } = account;
    const people = new People(this, "people", { place, administrators, auditor }).outputs;
    this.outputs = { logs: primary.logs, states: states.map(({ bucket }) => bucket.name), people };
  }

  private there(account: Account, region: string, { emulated }: StackOptions): Construct {
    return new Elsewhere(this, `states-${region}`, { owner: accountOwner(account), region, emulated });
  }

  /** The states of a Region, and who asked for them: S3 logs only into a bucket of the same Region. */
  private keepStates(scope: Construct, place: Account): { logs: AccountBucketOutputs; states: StatesOutputs } {
    const logs = new AccountLogs(scope, "account-logs", { place }).outputs;
    const users = ["plan", ...stateSealers] as const;
    const states = new States(scope, "states", {
      place,
      logsTo: logs,
      users: arnsOf(place, users),
      sealers: arnsOf(place, stateSealers),
      administrators: arnsOf(place, ["administrator"]),
    }).outputs;
    return { logs, states };
  }
}

/** A pull request runs code that nobody has reviewed: its plan is shown, and not kept for an apply. */
const stateSealers = ["drift", "apply", "administrator"] as const;

// By names that are known beforehand: the roles' own policies already wait for the bucket.
const arnsOf = (account: Account, roles: readonly OperatorRole[]): string[] => [
  ...roles.map((role) => names.operatorRoleArn(account, role)),
  ...account.administrators,
];
