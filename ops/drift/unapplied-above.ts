import { notThereYet, readsOf } from "../terraform/reads.ts";
import type { StateFolder } from "../terraform/terraform.ts";
import type { HeadOf } from "./unmade.ts";

/**
 * Names of the states that have to be applied before this one can be planned: it reads outputs that they do not give yet.
 * Asked before the plan, as `cap plan` does: Terraform calls each such output a mistake in the code, and names no state.
 */
export async function unappliedAbove(
  folder: StateFolder,
  all: readonly StateFolder[],
  headOf: HeadOf,
): Promise<readonly string[]> {
  const reads = await readsOf(folder);
  const above = all.filter((f) => reads.some(({ state }) => state === f.name));
  const heads = new Map(await Promise.all(above.map(async (f) => [f.name, await headOf(f)] as const)));
  return [...new Set(notThereYet(reads, heads).map(({ state }) => state))];
}
