import { rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { StateFolder } from "./terraform.ts";

/** Something in AWS that becomes a resource of the state. */
export interface ImportBlock {
  /** Terraform's address. */
  readonly to: string;
  /** The id that the type's import wants. */
  readonly id: string;
}

/** Stands beside the Terraform JSON of a state, for one plan: the saved plan holds what was in it. */
const file = ({ dir }: StateFolder): string => join(dir, "taken-in.tf.json");

/** The next plan of the state imports exactly these: also nothing, where a plan that was killed has left some. */
export const writeImports = (state: StateFolder, blocks: readonly ImportBlock[]): Promise<void> =>
  blocks.length === 0
    ? rm(file(state), { force: true })
    : writeFile(file(state), JSON.stringify({ import: blocks.map(({ to, id }) => ({ to, id })) }));

/** Addresses whose import failed a plan, because AWS has nothing under that id. Source: Terraform's words for it. */
export const missingIn = (error: unknown): readonly string[] =>
  error instanceof Error
    ? [...error.message.matchAll(/attempting to import an existing object to "([^"]+)"/g)].map(([, to = ""]) => to)
    : [];
