import { writeFile } from "node:fs/promises";
import { z } from "zod";
import { BugError } from "../../contracts/errors.ts";
import { runTerraform } from "./run.ts";
import { planFile, type StateFolder, type Terraform } from "./terraform.ts";

/*
 * What `terraform show -json` says of a saved plan, as far as it is read here:
 * https://developer.hashicorp.com/terraform/internals/json-format
 */

/** Where Terraform knows an attribute to be secret: `true` for all below, or the same shape again. */
const sensitive = z.unknown();
const values = z.record(z.string(), z.unknown()).nullable();

const change = z.object({
  address: z.string(),
  mode: z.string(),
  type: z.string(),
  change: z.object({
    actions: z.array(z.string()),
    before: values.default(null),
    after: values.default(null),
    before_sensitive: sensitive,
    after_sensitive: sensitive,
  }),
});

const document = z.object({
  resource_changes: z.array(change).default([]),
  resource_drift: z.array(change).default([]),
  output_changes: z.record(z.string(), z.object({ actions: z.array(z.string()) })).default({}),
});

/** A saved plan. */
export type PlanDocument = z.infer<typeof document>;

/** What a plan does to one resource, or what happened to it outside Terraform. */
export type ResourceChange = PlanDocument["resource_changes"][number];

/** The saved plan of a state. One plan holds both: what it would change, and what changed without it. */
export async function showPlan(tf: Terraform, state: StateFolder): Promise<PlanDocument> {
  return document.parse(JSON.parse(await planText(tf, state)));
}

/** Writes the saved plan of a state as JSON, whole, secrets included: what scanners of plans read. */
export async function savePlan(tf: Terraform, state: StateFolder, file: string): Promise<void> {
  await writeFile(file, await planText(tf, state), { mode: 0o600 });
}

async function planText(tf: Terraform, state: StateFolder): Promise<string> {
  const { lines } = await runTerraform(tf, { state, verb: "show", args: ["-json", planFile] });
  const text = lines.find((line) => line.startsWith("{"));
  if (text === undefined) throw new BugError(`terraform show of ${state.name} told no plan`);
  return text;
}
