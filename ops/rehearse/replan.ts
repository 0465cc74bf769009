import { join } from "node:path";
import { slots } from "../process/slots.ts";
import { attributesOf, type Drift, driftIn } from "../terraform/drift.ts";
import { discardPlan, plan } from "../terraform/plan.ts";
import { settle } from "../terraform/settle.ts";
import { type PlanDocument, savePlan, showPlan } from "../terraform/show.ts";
import { atOnce, type StateFolder, type Terraform } from "../terraform/terraform.ts";

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
  readonly drift: readonly (Drift & { readonly state: string })[];
  /** Attributes that AWS had filled in or spelled another way right after the apply, and that were kept before. */
  readonly settled: number;
}

/** Keeps what AWS filled in by itself, in every state; how many attributes that were. */
export async function settleAll(tf: Terraform, states: readonly StateFolder[]): Promise<number> {
  const written = await eachState(states, (state) => settle(tf, state));
  return written.flat().length;
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
): Promise<Omit<Replan, "settled">> {
  const all = await eachState(states, async (state) => {
    try {
      await plan(tf, state);
      if (keep !== undefined) await savePlan(tf, state, join(keep, `${state.name}.json`));
      const shown = await showPlan(tf, state);
      const own = { state: state.name };
      return {
        changes: changesIn(shown).map((c) => ({ ...own, ...c })),
        drift: driftIn(shown).map((d) => ({ ...own, ...d })),
      };
    } finally {
      await discardPlan(state);
    }
  });
  return { changes: all.flatMap((s) => s.changes), drift: all.flatMap((s) => s.drift) };
}

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
  const ends = await Promise.allSettled(states.map((state) => room(() => work(state))));
  return ends.map((end) => {
    if (end.status === "rejected") throw end.reason;
    return end.value;
  });
}
