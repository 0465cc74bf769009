import { existsSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { join, resolve } from "node:path";
import { runTerraform } from "./run.ts";
import type { StateFolder, Terraform } from "./terraform.ts";

/** Addresses of the resources in a state, data sources left out; none where there is no state yet. */
export async function resourcesOf(tf: Terraform, state: StateFolder): Promise<readonly string[]> {
  if (!(await hasState(state))) return [];
  const { lines } = await runTerraform(tf, { state, verb: "state", args: ["list"] });
  return lines.filter((address) => address !== "" && !/(^|\.)data\./.test(address));
}

/** Whether anything was ever written to this state; only a state in a local file can be looked at without asking. */
export async function hasState(state: StateFolder): Promise<boolean> {
  const file = await stateFile(state);
  return file === undefined || existsSync(file);
}

/** Path of the state where its backend is a local file, else undefined. */
export async function stateFile(state: StateFolder): Promise<string | undefined> {
  const stack = JSON.parse(await readFile(join(state.dir, "cdk.tf.json"), "utf8")) as {
    terraform?: { backend?: { local?: { path?: string } } };
  };
  const path = stack.terraform?.backend?.local?.path;
  return path === undefined ? undefined : resolve(state.dir, path);
}
