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
    /** `true` where a value is known only after the apply, or the same shape again. */
    after_unknown: z.unknown(),
    /** Paths of the attributes for which the resource has to be made anew. */
    replace_paths: z.array(z.array(z.union([z.string(), z.number()]))).default([]),
  }),
});

const resource = z.object({
  address: z.string(),
  mode: z.string(),
  type: z.string(),
  values: z.record(z.string(), z.unknown()).default({}),
  /** Addresses of all that it was made from, also through others. */
  depends_on: z.array(z.string()).default([]),
});

const document = z.object({
  resource_changes: z.array(change).default([]),
  resource_drift: z.array(change).default([]),
  output_changes: z.record(z.string(), z.object({ actions: z.array(z.string()) })).default({}),
  /** The state as it was read for this plan: absent before the first apply. */
  prior_state: z
    .object({ values: z.object({ root_module: z.object({ resources: z.array(resource).default([]) }) }).optional() })
    .optional(),
});

/** A saved plan. */
export type PlanDocument = z.infer<typeof document>;

/** What a plan does to one resource, or what happened to it outside Terraform. */
export type ResourceChange = PlanDocument["resource_changes"][number];

/** A resource as the state has it after it was read for the plan; values include secrets. */
export type PriorResource = z.infer<typeof resource>;

/** The managed resources of a plan, as they were read for it. CDKTF puts all of a stack into its root module. */
export const priorResources = ({ prior_state }: PlanDocument): readonly PriorResource[] =>
  (prior_state?.values?.root_module.resources ?? []).filter((r) => r.mode === "managed");

/**
 * The saved plan of a state. One plan holds both: what it would change, and what changed without it.
 *
 * @param keep file that gets it as JSON, whole, secrets included: what scanners of plans read. @default - nothing is kept
 */
export async function showPlan(tf: Terraform, state: StateFolder, keep?: string): Promise<PlanDocument> {
  const text = await planText(tf, state);
  if (keep !== undefined) await writeFile(keep, text, { mode: 0o600 });
  return document.parse(JSON.parse(text));
}

async function planText(tf: Terraform, state: StateFolder): Promise<string> {
  const { lines } = await runTerraform(tf, { state, verb: "show", args: ["-json", planFile] });
  const text = lines.find((line) => line.startsWith("{"));
  if (text === undefined) throw new BugError(`terraform show of ${state.name} told no plan`);
  return text;
}
