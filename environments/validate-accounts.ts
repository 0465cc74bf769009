import type { Fault } from "../contracts/errors.ts";
import type { Account } from "./accounts.ts";
import type { Environment } from "./environment.ts";
import { placeFaults } from "./validate-place.ts";
import { faultsOf } from "./want.ts";

/**
 * Faults of accounts, and between them and the environments that live in them. What people, addresses and repositories
 * have to look like is for the modules that use them to say.
 */
export const validateAccounts = (accounts: readonly Account[], environments: readonly Environment[]): Fault[] => [
  ...accounts.flatMap((a) => accountFaults(a).map((fault) => ({ ...fault, field: `${a.name}.${fault.field}` }))),
  ...nameFaults(accounts, environments),
  ...environments.flatMap((e) =>
    homeFaults(
      e,
      accounts.find((a) => a.account === e.account),
    ),
  ),
];

const accountFaults = (a: Account): Fault[] => [
  ...placeFaults(a),
  ...faultsOf((want) => {
    want(a.recoveryRegion !== a.region, "recoveryRegion", a.recoveryRegion, `another Region than ${a.region}`);
    want(a.auditLockDays >= 1, "auditLockDays", a.auditLockDays, ">= 1");
  }),
];

/** States and records of an account lie under its name, beside those of environments. */
const nameFaults = (accounts: readonly Account[], environments: readonly Environment[]): Fault[] =>
  faultsOf((want) => {
    const taken = new Set(environments.map((e) => e.name));
    for (const { name } of accounts) {
      want(!taken.has(name), `${name}.name`, name, "a name that no other account or environment has");
      taken.add(name);
    }
  });

/** An environment of an account that nobody lists would be applied without the account's guards. */
const homeFaults = ({ name, account, entrance, cost }: Environment, home: Account | undefined): Fault[] =>
  faultsOf((want) => {
    // Only `local` is entered without TLS, and nothing there is worth a guard.
    want(home !== undefined || entrance.kind === "http", `${name}.account`, account, "one of environments/accounts.ts");
    if (home === undefined) return;
    const known = home.teams.includes(cost.team);
    want(known, `${name}.cost.team`, cost.team, `one of ${home.name}.teams: ${home.teams.join(", ")}`);
  });
