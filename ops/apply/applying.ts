import type { Step } from "../report/steps.ts";
import type { Tally } from "../terraform/apply.ts";
import type { AppliedState, ApplyingAll, StateProgress } from "./all-states.ts";

/** Begins to apply states, told of their progress. */
export type BeginApply = (onProgress: (state: string, p: StateProgress) => void) => ApplyingAll["states"];

/** One step per state, all at the same time; the last to end hands the result on. */
export function applyingSteps(begin: BeginApply, applied: (states: readonly AppliedState[]) => void): Step[] {
  const lines = new Map<string, (line: string) => void>();
  const states = begin((state, p) => lines.get(state)?.(progressInWords(p)));
  // All have to end before anything else happens, also after the first has failed.
  const all = Promise.allSettled(states.values());
  return [...states].map(([name, applying]) => ({
    title: name,
    run: async (say) => {
      lines.set(name, say);
      const ends = await all;
      const state = await applying;
      applied(ends.flatMap((end) => (end.status === "fulfilled" ? [end.value] : [])));
      return `${state.resources} resources, ${changesInWords(state)}`;
    },
  }));
}

const phases = {
  init: "terraform init",
  waits: "waits for the states it reads from",
  plans: "terraform plan",
  asks: "asks",
  settles: "a last look at what was applied",
};

/** Where a state stands, on one line. */
export function progressInWords(p: StateProgress): string {
  if (p.phase === "reads") return `terraform plan: ${p.read}${p.of === 0 ? "" : ` of ${p.of}`} read`;
  if (p.phase !== "applies") return phases[p.phase];
  const { done, total, running } = p.progress;
  const at = running.length > 3 ? [...running.slice(0, 3), `and ${running.length - 3} more`] : running;
  return `${done} of ${total}${at.length === 0 ? "" : `; ${at.join(", ")}`}`;
}

/** What was done; what was planned, where that is known. */
interface Done extends Tally {
  readonly planned?: number | undefined;
}

/**
 * `45 added, 1 needed nothing`: what became of all that was planned, once it is applied. A value that is known only on the
 * way may be the one that is there already.
 */
export function appliedInWords({ planned = 0, ...tally }: Done): string {
  const { added, changed, destroyed } = tally;
  const same = planned - added - changed - destroyed;
  if (same <= 0) return changesInWords(tally);
  return [...(same === planned ? [] : [changesInWords(tally)]), `${same} needed nothing`].join(", ");
}

/** `3 added, 1 changed`. */
export function changesInWords({ added, changed, destroyed }: Tally): string {
  const parts = [
    [added, "added"],
    [changed, "changed"],
    [destroyed, "destroyed"],
  ].filter(([n]) => n !== 0);
  return parts.length === 0 ? "no change" : parts.map((p) => p.join(" ")).join(", ");
}
