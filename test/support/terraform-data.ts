import { existsSync, mkdirSync, mkdtempSync, readFileSync, writeFileSync } from "node:fs";
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

type Resource = {
  readonly input?: string;
  readonly provisioner?: readonly object[];
  readonly depends_on?: readonly string[];
};

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

/** A state that gives outputs, and one whose only resource is made of the output `o`. */
export function pair(outputs: { readonly o: string } & Readonly<Record<string, string>>): [StateFolder, StateFolder] {
  const output = Object.fromEntries(Object.entries(outputs).map(([name, value]) => [name, { value }]));
  const below = stateOf({ one: {} }, { rest: { output } });
  return [below, readerOf(below)];
}

/** A state whose only resource is made of an output of another; it gives that output on. */
export function readerOf(below: StateFolder, output = "o"): StateFolder {
  const source = `cross-stack-reference-input-${below.name}`;
  const config = { path: join(below.dir, "state.tfstate") };
  const data = { terraform_remote_state: { [source]: { backend: "local", config } } };
  const value = `\${data.terraform_remote_state.${source}.outputs.${output}}`;
  return stateOf({ two: { input: value } }, { dependsOn: [below.name], rest: { data, output: { o: { value } } } });
}

/** Rewrites the stack of a state, as another commit would. */
export function rewrite({ dir }: StateFolder, from: string, to: string): void {
  const file = join(dir, "cdk.tf.json");
  const text = readFileSync(file, "utf8");
  if (!text.includes(from)) throw new Error(`${file} has no ${from}`);
  writeFileSync(file, text.replace(from, to));
}

/** The state of a folder as Terraform wrote it; empty where it never did. */
export function written({ dir }: StateFolder): string {
  const file = join(dir, "state.tfstate");
  return existsSync(file) ? readFileSync(file, "utf8") : "";
}
