import { readFile } from "node:fs/promises";
import { join } from "node:path";
import type { StateFolder } from "./terraform.ts";

/** An output of another state that a state reads. */
export interface Read {
  /** Name of the other state. */
  readonly state: string;
  readonly output: string;
}

/** How CDKTF writes a reference to another stack, and how it names the data source that it reads it by. */
const reference = /data\.terraform_remote_state\.cross-stack-reference-input-([\w-]+)\.outputs\.([\w-]+)/g;

/** Every output of other states that a synthesised state reads, each once. */
export async function readsOf({ dir }: StateFolder): Promise<readonly Read[]> {
  const text = await readFile(join(dir, "cdk.tf.json"), "utf8");
  const found = [...text.matchAll(reference)].map(([, state = "", output = ""]) => ({ state, output }));
  return [...new Map(found.map((read) => [`${read.state}.${read.output}`, read])).values()];
}

/**
 * Of what a state reads, what is not there: no plan of it can be made before that is applied.
 *
 * @param heads of the environment's states, by name; what other states give is taken to be there
 */
export const notThereYet = (
  reads: readonly Read[],
  heads: ReadonlyMap<string, { readonly outputs: ReadonlyMap<string, unknown> } | undefined>,
): readonly Read[] =>
  reads.filter(({ state, output }) => heads.has(state) && heads.get(state)?.outputs.has(output) !== true);
