import { join } from "node:path";
import { slots } from "../process/slots.ts";
import { attributesOf, type Drift, inWords } from "../terraform/drift.ts";
import { judge, type Unexplained } from "../terraform/noise/judge.ts";
import { discardPlan, plan } from "../terraform/plan.ts";
import { type PlanDocument, priorResources, showPlan } from "../terraform/show.ts";
import { atOnce, type StateFolder, type Terraform } from "../terraform/terraform.ts";
import { weightOf } from "../terraform/weight.ts";

/** One thing that a second plan would do. */
export interface Change {
  readonly address: string;
  /** `update`, `delete and create`. */
  readonly action: string;
  /** Attributes with both values: why. */
  readonly because: readonly string[];
}

/** What a second plan of an applied environment found; all of it should be empty. */
export interface Replan {
  /** An output counts. */
  readonly changes: readonly (Change & { readonly state: string })[];
  /** Found right after the apply, or by the second plan, and explained by no rule. */
  readonly drift: readonly (Drift & { readonly state: string })[];
  /** How many attributes that AWS had filled in or spelled another way right after the apply a rule explained, by its name. */
  readonly settled: Readonly<Record<string, number>>;
}

/**
 * Plans every state once more; one plan tells what would change and what has changed without it.
 *
 * @param keep folder for the plans as JSON; undefined: they are not kept. Of all plans these are the ones that scanners
 *   want: in a first plan every policy that names an ARN is still unknown.
 */
export async function replanAll(
  tf: Terraform,
  states: readonly StateFolder[],
  keep: string | undefined,
): Promise<Pick<Replan, "changes" | "drift">> {
  const all = await eachState(states, async (folder) => {
    const { name } = folder;
    try {
      await plan(tf, folder);
      return { name, shown: await showPlan(tf, folder, keep === undefined ? keep : join(keep, `${name}.json`)) };
    } finally {
      await discardPlan(folder);
    }
  });
  const resources = all.flatMap(({ shown }) => priorResources(shown));
  return {
    changes: all.flatMap(({ name: state, shown }) => changesIn(shown).map((c) => ({ state, ...c }))),
    drift: all.flatMap(({ name: state, shown }) => driftIn(state, judge(shown, resources).drift)),
  };
}

/** What no rule explains, in words. */
export const driftIn = (state: string, drift: readonly Unexplained[]): Replan["drift"] =>
  drift.map((d) => ({ state, address: d.resource.address, ...inWords(d) }));

/** What a plan changes, outputs included: whoever reads one would be planned anew. */
export function changesIn(shown: PlanDocument): Change[] {
  const resources = shown.resource_changes.map((r) => ({
    address: r.address,
    action: r.change.actions.join(" and "),
    because: [...attributesOf(r)].map((a) => `${a.attribute}: ${a.before} -> ${a.after}`),
  }));
  const outputs = Object.entries(shown.output_changes).map(([name, o]) => ({
    address: `output ${name}`,
    action: o.actions.join(" and "),
    because: [],
  }));
  return [...resources, ...outputs].filter(({ action }) => action !== "no-op" && action !== "read");
}

/** Works on states, a few at a time. All of them end before the first error is thrown: no Terraform may run on when the emulated AWS goes. */
export async function eachState<T>(
  states: readonly StateFolder[],
  work: (state: StateFolder) => Promise<T>,
): Promise<T[]> {
  const room = slots(atOnce);
  const ends = await Promise.allSettled(states.map((state) => room(() => work(state), weightOf(state))));
  return ends.map((end) => {
    if (end.status === "rejected") throw end.reason;
    return end.value;
  });
}
