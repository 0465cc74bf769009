import { mkdirSync, mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { StateFolder, Terraform } from "../../ops/terraform/terraform.ts";

/*
 * Real Terraform, with the one resource type that is built into it: no provider, no network.
 */

/** Where the states of this process lie. */
export const scratch = mkdtempSync(join(tmpdir(), "cap-terraform-"));
writeFileSync(join(scratch, "terraform.rc"), "disable_checkpoint = true\n");
let made = 0;

type Resource = { readonly input?: string; readonly provisioner?: readonly object[] };

/** A state with `terraform_data` resources, written as CDKTF does. */
export function stateOf(
  resources: Record<string, Resource>,
  more: { dependsOn?: string[]; rest?: object } = {},
): StateFolder {
  const name = `state${made++}`;
  const dir = join(scratch, name);
  mkdirSync(dir);
  const file = {
    terraform: { backend: { local: { path: "state.tfstate" } } },
    resource: { terraform_data: resources },
  };
  writeFileSync(join(dir, "cdk.tf.json"), JSON.stringify({ ...file, ...more.rest }));
  return { name, dir, dependsOn: more.dependsOn ?? [] };
}

/** The machine's own Terraform. */
export const terraform = (signal: AbortSignal = new AbortController().signal): Terraform => ({
  program: "terraform",
  configFile: join(scratch, "terraform.rc"),
  env: {},
  logsDir: join(scratch, "logs"),
  signal,
});

/** A provisioner that runs a command when the resource is made. */
export const shell = (command: string) => [{ "local-exec": { command } }];
