import type { AppliedState } from "../apply/all-states.ts";
import { resourcesOf } from "../terraform/resources.ts";
import type { StateFolder, Terraform } from "../terraform/terraform.ts";
import type { RehearsedState } from "./report.ts";

/** What is in each state, by type. */
export async function inventory(
  tf: Terraform,
  folders: readonly StateFolder[],
  applied: readonly AppliedState[],
): Promise<readonly RehearsedState[]> {
  return await Promise.all(
    folders.flatMap((folder) => {
      const state = applied.find((a) => a.name === folder.name);
      return state === undefined ? [] : [withTypes(tf, folder, state)];
    }),
  );
}

async function withTypes(tf: Terraform, folder: StateFolder, state: AppliedState): Promise<RehearsedState> {
  return { ...state, types: typesOf(await resourcesOf(tf, folder)) };
}

/** How many addresses of which type, by the type's name. */
export function typesOf(addresses: readonly string[]): Readonly<Record<string, number>> {
  const types = addresses.map((address) => /^(?:module\.[^.]+\.)*([^.]+)\./.exec(address)?.[1] ?? address).sort();
  return Object.fromEntries([...Map.groupBy(types, (type) => type)].map(([type, all]) => [type, all.length]));
}
