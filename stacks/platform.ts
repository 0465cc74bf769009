import type { App } from "cdktf";
import { assertValid, OperatorError } from "../contracts/errors.ts";
import { type Environment, validateEnvironment } from "../environments/environment.ts";
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
  assertValid(`environment ${environment.name}`, validateEnvironment(environment));
  if (account !== undefined && site === "primary") {
    new Bootstrap(app, "bootstrap", account, options);
    new AccountStack(app, "account", account, options);
  }
  const durable = new Durable(app, "durable", options).outputs;
  const { recovery } = environment;
  if (recovery.kind !== "pilot-light") {
    if (site === "recovery") throw noRecoverySite(environment);
    new Runtime(app, "runtime", { ...options, durable });
    return;
  }
  const there = { ...options, environment: inRecoveryRegion(environment, recovery.region) };
  const copies = new Recovery(app, "recovery", { ...there, durable }).outputs;
  if (site === "recovery") new Runtime(app, "runtime", { ...there, durable: copies });
  else new Runtime(app, "runtime", { ...options, durable, copies });
}

/** The environment as it is built anew from copies: a name of its own, for names are global in IAM and S3. */
const inRecoveryRegion = (e: Environment, region: string): Environment => ({ ...e, name: `${e.name}-dr`, region });

const noRecoverySite = (e: Environment): OperatorError =>
  new OperatorError(
    "CAP_NO_RECOVERY_SITE",
    `${e.name} (${e.profile.name}) keeps no copies in another Region; nothing was written`,
    ['it needs recovery: { kind: "pilot-light" } in its file below environments'],
  );
