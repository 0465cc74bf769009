import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { count } from "../checks/wording.ts";
import type { StateHead } from "../terraform/head.ts";
import type { StateFolder } from "../terraform/terraform.ts";
import { type Difference, wholeState } from "./finding.ts";

/** How often a state was written, and how much it holds; undefined where nothing ever was. */
export type HeadOf = (folder: StateFolder) => Promise<StateHead | undefined>;

/** Names of the states that this one reads from, and that hold nothing. */
async function emptyAbove(
  folder: StateFolder,
  all: readonly StateFolder[],
  headOf: HeadOf,
): Promise<readonly string[]> {
  const above = all.filter((f) => folder.dependsOn.includes(f.name));
  const heads = await Promise.all(above.map(async (f) => ({ name: f.name, holds: (await headOf(f))?.resources ?? 0 })));
  return heads.filter(({ holds }) => holds === 0).map(({ name }) => name);
}

/**
 * What is to be told of a state that holds nothing: that, once, and not each resource that the code has. Undefined of one
 * that holds something, or that has nothing to hold.
 */
export async function unmadeState(
  folder: StateFolder,
  all: readonly StateFolder[],
  headOf: HeadOf,
): Promise<Difference | undefined> {
  const head = await headOf(folder);
  const number = await resourcesToMake(folder);
  if (number === 0 || (head?.resources ?? 0) > 0) return undefined;
  const until = await emptyAbove(folder, all, headOf);
  const why = head === undefined ? "never applied" : "holds nothing any more";
  return {
    kind: "undeployed",
    type: wholeState,
    state: folder.name,
    address: `state ${folder.name}`,
    resource: folder.name,
    attribute: "(all)",
    before: "none",
    after: "there",
    detail: `${until.length > 0 ? `waits for ${until.join(", ")}` : why}, ${count(number, "resource")}`,
  };
}

async function resourcesToMake({ dir }: StateFolder): Promise<number> {
  const { resource = {} } = JSON.parse(await readFile(join(dir, "cdk.tf.json"), "utf8")) as {
    resource?: Record<string, Record<string, unknown>>;
  };
  return Object.values(resource).flatMap((byId) => Object.keys(byId)).length;
}
