import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { Environment } from "../environments/environment.ts";

/** The root of the checkout, or of the shipped package. */
export const root = fileURLToPath(new URL("..", import.meta.url));

/** Where CAP keeps data on this machine: CAP_HOME, else `.cap` in the checkout. */
export const capHome = (): string => process.env["CAP_HOME"] ?? join(root, ".cap");

/** Where what `cap` needs besides its packages is kept, of every environment. */
export const toolsDir = (): string => join(capHome(), "tools");

/** What Node makes of sources and libraries is kept here from run to run. */
export const compiledDir = (): string => join(toolsDir(), "compiled");

/** The folder of one environment. */
export const environmentHome = (env: Pick<Environment, "name">): string => join(capHome(), env.name);
