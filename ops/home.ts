import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { Environment } from "../environments/environment.ts";

/** The root of the checkout, or of the shipped package. */
export const root = fileURLToPath(new URL("..", import.meta.url));

/** Where CAP keeps data on this machine: CAP_HOME, else `.cap` in the checkout. */
export const capHome = (): string => process.env["CAP_HOME"] ?? join(root, ".cap");

/** The folder of one environment. */
export const environmentHome = (env: Pick<Environment, "name">): string => join(capHome(), env.name);
