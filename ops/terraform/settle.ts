import { apply } from "./apply.ts";
import { resourcesBeside } from "./beside.ts";
import { type Judged, judge, type Noise, type Unexplained } from "./noise/judge.ts";
import { discardPlan, type Plan, plan } from "./plan.ts";
import { type PriorResource, showPlan } from "./show.ts";
import type { StateFolder, Terraform } from "./terraform.ts";

/** What a look at a state right after its apply found. */
export interface Settling {
  /** What a rule explains: it is written to the state by {@link write}, and by nothing else. */
  readonly noise: readonly Noise[];
  /** What no rule explains: drift. It is not written. */
  readonly drift: readonly Unexplained[];
  /** Writes exactly what was read and explained, without another look. Ends the settling; safe where nothing is to write. */
  write(): Promise<void>;
}

/**
 * Reads every resource of a state once more. Right after an apply a state does not hold yet what AWS filled in by itself,
 * or spells another way; a refresh that wrote all it saw would keep a change by hand as well, so only what a rule of
 * `noise/` explains is written.
 *
 * @param beside the other states of the environment: what they make may show on this one's resources
 */
export async function settle(tf: Terraform, state: StateFolder, beside: readonly StateFolder[]): Promise<Settling> {
  try {
    return await settling(tf, state, await resourcesBeside(tf, beside));
  } catch (error) {
    await discardPlan(state);
    throw error;
  }
}

async function settling(tf: Terraform, state: StateFolder, others: readonly PriorResource[]): Promise<Settling> {
  const { noise, drift, ...first } = await look(tf, state, { others });
  // What is explained on a resource that has drifted otherwise stays as it is: Terraform writes a resource whole.
  const calm = calmIn(noise, drift);
  if (drift.length === 0 || calm.length === 0)
    return { noise, drift, ...writing(tf, state, drift.length === 0 && first.read) };
  const second = await look(tf, state, { others, targets: calm });
  // A target brings what it depends on: where drift is among that, nothing can be written without it.
  const written = second.drift.length === 0 ? second.noise : [];
  return { noise: written, drift, ...writing(tf, state, written.length > 0 && second.read) };
}

type Look = Judged & { readonly read: Plan | false };

async function look(
  tf: Terraform,
  state: StateFolder,
  { others, targets = [] }: { others: readonly PriorResource[]; targets?: readonly string[] },
): Promise<Look> {
  const read = await plan(tf, state, { goal: "as-found", targets });
  if (read.drifted === 0) return { noise: [], drift: [], read: false };
  return { ...judge(await showPlan(tf, state), others), read };
}

/** Addresses of which everything that was found is explained. */
function calmIn(noise: readonly Noise[], drift: readonly Unexplained[]): readonly string[] {
  const drifted = new Set(drift.map((d) => d.resource.address));
  return [...new Set(noise.map((n) => n.address))].filter((address) => !drifted.has(address));
}

const writing = (tf: Terraform, state: StateFolder, read: Plan | false): Pick<Settling, "write"> => ({
  write: read === false ? () => discardPlan(state) : () => apply(tf, read, () => {}),
});
