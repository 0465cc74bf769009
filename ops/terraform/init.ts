import { createHash } from "node:crypto";
import { existsSync } from "node:fs";
import { readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { runTerraform } from "./run.ts";
import type { StateFolder, Terraform } from "./terraform.ts";

const stampFile = ".terraform/cap-stamp";

/**
 * `terraform init`, unless nothing that it depends on has changed since it last succeeded here: provider versions,
 * backend, CLI configuration.
 *
 * @param anew also where nothing seems to have changed: a file beside the stack's has
 * @returns whether it had to run
 */
export async function init(
  tf: Terraform,
  state: StateFolder,
  { anew = false }: { readonly anew?: boolean } = {},
): Promise<boolean> {
  const stamp = join(state.dir, stampFile);
  const wanted = await fingerprint(tf, state);
  const done = await readFile(stamp, "utf8").catch(() => "");
  if (!anew && done === wanted && existsSync(join(state.dir, ".terraform.lock.hcl"))) return false;
  await runTerraform(tf, { state, verb: "init", args: ["-input=false", "-no-color", "-reconfigure"] });
  await writeFile(stamp, wanted);
  return true;
}

/**
 * Initialises states: one alone, so that a cache of providers that is still cold is filled once, then the others. When it
 * rejects none of them is still at it: two at one state would be in each other's way.
 */
export async function initAll(tf: Terraform, [first, ...others]: readonly StateFolder[]): Promise<void> {
  if (first !== undefined) await init(tf, first);
  const ended = await Promise.allSettled(others.map((state) => init(tf, state)));
  const failed = ended.find((e) => e.status === "rejected");
  if (failed !== undefined) throw failed.reason;
}

/** The next {@link init} has to run, whatever seems to have changed. */
export const forgetInit = (state: StateFolder): Promise<void> => rm(join(state.dir, stampFile), { force: true });

/** Moves the state from the backend that it was initialised with to the one that the stack names. */
export async function moveState(tf: Terraform, state: StateFolder): Promise<void> {
  await runTerraform(tf, {
    state,
    verb: "init",
    args: ["-input=false", "-no-color", "-migrate-state", "-force-copy"],
  });
  await writeFile(join(state.dir, stampFile), await fingerprint(tf, state));
}

async function fingerprint(tf: Terraform, state: StateFolder): Promise<string> {
  const stack = JSON.parse(await readFile(join(state.dir, "cdk.tf.json"), "utf8")) as { terraform?: unknown };
  const config = await readFile(tf.configFile, "utf8");
  return createHash("sha256")
    .update(`${JSON.stringify(stack.terraform)}\0${config}\0${state.dir}`)
    .digest("hex");
}
