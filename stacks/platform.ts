import type { App } from "cdktf";
import { assertValid, type Fault, OperatorError } from "../contracts/errors.ts";
import { accounts } from "../environments/accounts.ts";
import type { Environment } from "../environments/environment.ts";
import { everyProfile } from "../environments/index.ts";
import { atRecoverySite } from "../environments/recovery-site.ts";
import { validateEnvironment, validateTogether } from "../environments/validate.ts";
import { validateAccounts } from "../environments/validate-accounts.ts";
import { AccountStack } from "./account.ts";
import { Bootstrap } from "./bootstrap.ts";
import { Durable } from "./durable.ts";
import type { PlatformOptions, Site } from "./options.ts";
import { Recovery } from "./recovery.ts";
import { Runtime } from "./runtime.ts";

/**
 * The stacks of an environment, cut by lifetime: its account's, what outlives every release, its copy in another Region,
 * and what can be built anew from either.
 */
export function platform(app: App, { site, ...options }: PlatformOptions & { readonly site: Site }): void {
  const { environment, account } = options;
  assertValid(`environment ${environment.name}`, faultsOf(environment));
  if (account !== undefined && site === "primary") {
    const bootstrap = new Bootstrap(app, "bootstrap", account, options).outputs;
    new AccountStack(app, "account", account, { ...options, bootstrap });
  }
  const durable = new Durable(app, "durable", options).outputs;
  const anew = atRecoverySite(environment);
  if (anew === undefined) {
    if (site === "recovery") throw noRecoverySite(environment);
    new Runtime(app, "runtime", { ...options, durable });
    return;
  }
  const there = { ...options, environment: anew };
  const copies = new Recovery(app, "recovery", { ...there, primary: environment, durable }).outputs;
  if (site === "recovery") new Runtime(app, "runtime", { ...there, durable: copies });
  else new Runtime(app, "runtime", { ...options, durable, copies });
}

/** Its own faults, those of its account, and what it shares with others of that account that it must not. */
function faultsOf(environment: Environment): Fault[] {
  const others = everyProfile.filter((e) => e.name !== environment.name && e.account === environment.account);
  return [
    ...validateEnvironment(environment),
    ...validateTogether([...others, environment]),
    ...validateAccounts(
      Object.values(accounts).filter((a) => a.account === environment.account),
      [environment],
    ),
  ];
}

const noRecoverySite = (e: Environment): OperatorError =>
  new OperatorError(
    "CAP_NO_RECOVERY_SITE",
    `${e.name} (${e.profile.name}) keeps no copies in another Region; nothing was written`,
    ['it needs recovery: { kind: "pilot-light" } in its file below environments'],
  );
