import type { Fault } from "../contracts/errors.ts";
import type { Account } from "./accounts.ts";
import type { Environment } from "./environment.ts";
import { faultsOf } from "./want.ts";

/**
 * Faults of accounts, and between them and the environments that live in them. What people, addresses and repositories
 * have to look like is for the modules that use them to say.
 */
export const validateAccounts = (
  accounts: Readonly<Record<string, Account>>,
  environments: readonly Environment[],
): Fault[] => [
  ...Object.entries(accounts).flatMap(([number, account]) => accountFaults(number, account)),
  ...nameFaults(Object.values(accounts), environments),
  ...environments.flatMap((e) => homeFaults(e, accounts[e.account])),
];

const accountFaults = (number: string, a: Account): Fault[] =>
  faultsOf((want) => {
    want(
      /^[a-z][a-z0-9-]{0,11}$/.test(a.name),
      `${a.name}.name`,
      a.name,
      "lower-case letters, digits, hyphens; at most 12",
    );
    want(/^\d{12}$/.test(a.account), `${a.name}.account`, a.account, "12 digits");
    want(number === a.account, `${a.name}.account`, a.account, `${number}, under which it is listed`);
    for (const field of ["region", "recoveryRegion"] as const)
      want(/^[a-z]{2}(-[a-z]+)+-\d$/.test(a[field]), `${a.name}.${field}`, a[field], "an AWS Region");
    want(
      a.recoveryRegion !== a.region,
      `${a.name}.recoveryRegion`,
      a.recoveryRegion,
      `another Region than ${a.region}`,
    );
    want(a.auditLockDays >= 1, `${a.name}.auditLockDays`, a.auditLockDays, ">= 1");
  });

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
    // Only `local` is reached without a domain, and nothing there is worth a guard.
    want(home !== undefined || entrance.kind === "http", `${name}.account`, account, "one of environments/accounts.ts");
    if (home === undefined) return;
    const known = home.teams.includes(cost.team);
    want(known, `${name}.cost.team`, cost.team, `one of ${home.name}.teams: ${home.teams.join(", ")}`);
  });
