import type { App } from "cdktf";
import { assertValid } from "../contracts/errors.ts";
import { validateEnvironment } from "../environments/environment.ts";
import { Durable } from "./durable.ts";
import type { PlatformOptions } from "./options.ts";
import { Runtime } from "./runtime.ts";

/** The stacks of an environment, cut by lifetime: what outlives every release, and what can be built anew from it. */
export function platform(app: App, options: PlatformOptions): void {
  assertValid(`environment ${options.environment.name}`, validateEnvironment(options.environment));
  const durable = new Durable(app, "durable", options);
  new Runtime(app, "runtime", { ...options, durable: durable.outputs });
}
