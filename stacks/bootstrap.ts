import type { Construct } from "constructs";
import { names } from "../contracts/names.ts";
import type { Account } from "../environments/accounts.ts";
import type { AccountBucketOutputs } from "../modules/bootstrap/account-bucket.ts";
import { AccountLogs } from "../modules/bootstrap/account-logs.ts";
import { Ceilings } from "../modules/bootstrap/ceilings.ts";
import { Ci } from "../modules/bootstrap/ci.ts";
import { Github } from "../modules/bootstrap/github.ts";
import { People, type PeopleOutputs } from "../modules/bootstrap/people.ts";
import { States } from "../modules/bootstrap/states.ts";
import { CapStack } from "./base.ts";
import type { StackOptions } from "./options.ts";
import { accountOwner } from "./owner.ts";
import { regionsOf, residents } from "./places.ts";

/** What `account` builds on. */
export interface BootstrapOutputs {
  /** Where buckets of the account log who asked them for what. */
  readonly logs: AccountBucketOutputs;
  readonly states: AccountBucketOutputs;
  readonly people: PeopleOutputs;
}

/**
 * The bucket of all states, the ceilings of every role, the roles of CI and of people: applied first, by an
 * administrator, once per account, and protected for ever. Its own state is a file at first (there is no bucket yet) and
 * moves into the bucket with `terraform init -migrate-state`.
 */
export class Bootstrap extends CapStack {
  readonly outputs: BootstrapOutputs;
  constructor(scope: Construct, id: string, account: Account, options: StackOptions) {
    super(scope, id, accountOwner(account), options);
    const regions = regionsOf(account);
    const here = residents(account);
    const guarded = here.filter((e) => e.safety === "protected").map((e) => e.name);
    const place = account;
    const logs = new AccountLogs(this, "account-logs", { place }).outputs;
    const states = new States(this, "states", { place, logsTo: logs, users: stateUsers(account) }).outputs;
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
    this.outputs = { logs, states: states.bucket, people };
  }
}

// By names that are known beforehand: the roles' own policies already wait for the bucket.
const stateUsers = (account: Account): string[] => [
  ...(["plan", "apply", "administrator"] as const).map((role) => names.operatorRoleArn(account, role)),
  ...account.administrators,
];
