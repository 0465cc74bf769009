import { createHash } from "node:crypto";
import { existsSync } from "node:fs";
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { runTerraform } from "./run.ts";
import type { StateFolder, Terraform } from "./terraform.ts";

const stampFile = ".terraform/cap-stamp";

/**
 * `terraform init`, unless nothing that it depends on has changed since it last succeeded here: provider versions,
 * backend, CLI configuration.
 *
 * @returns whether it had to run
 */
export async function init(tf: Terraform, state: StateFolder): Promise<boolean> {
  const stamp = join(state.dir, stampFile);
  const wanted = await fingerprint(tf, state);
  const done = await readFile(stamp, "utf8").catch(() => "");
  if (done === wanted && existsSync(join(state.dir, ".terraform.lock.hcl"))) return false;
  await runTerraform(tf, { state, verb: "init", args: ["-input=false", "-no-color", "-reconfigure"] });
  await writeFile(stamp, wanted);
  return true;
}

async function fingerprint(tf: Terraform, state: StateFolder): Promise<string> {
  const stack = JSON.parse(await readFile(join(state.dir, "cdk.tf.json"), "utf8")) as { terraform?: unknown };
  const config = await readFile(tf.configFile, "utf8");
  return createHash("sha256")
    .update(`${JSON.stringify(stack.terraform)}\0${config}\0${state.dir}`)
    .digest("hex");
}
