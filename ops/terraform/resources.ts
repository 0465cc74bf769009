import { existsSync } from "node:fs";
import { readFile, rename, writeFile } from "node:fs/promises";
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

/** Any port of loopback: nothing else in a state of the emulated AWS is reached that way. */
const loopback = /http:\/\/127\.0\.0\.1:\d+(?![\d.])/g;

/**
 * Writes the address of the emulated AWS into a state in a local file: queue URLs hold the port of the day that they
 * were made, and would lead Terraform and the services to whoever has that port now. Safe to repeat.
 */
export async function moveEndpoint(state: StateFolder, endpoint: string): Promise<void> {
  const file = await stateFile(state);
  if (file === undefined || !existsSync(file)) return;
  const text = await readFile(file, "utf8");
  const moved = text.replaceAll(loopback, endpoint);
  if (moved === text) return;
  await writeFile(`${file}.${process.pid}`, moved);
  await rename(`${file}.${process.pid}`, file);
}
