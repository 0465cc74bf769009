import type { AppliedState, StateProgress } from "./states.ts";
import type { Step } from "./steps.ts";

/** Begins to apply states, told of their progress; answers a promise per state. */
export type BeginApply = (
  onProgress: (state: string, p: StateProgress) => void,
) => ReadonlyMap<string, Promise<AppliedState>>;

/** One step per state, all at the same time; the last to end hands the result on. */
export function applyingSteps(begin: BeginApply, applied: (states: readonly AppliedState[]) => void): Step[] {
  const lines = new Map<string, (line: string) => void>();
  const states = begin((state, p) => lines.get(state)?.(inWords(p)));
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

const phaseInWords = { init: "terraform init", wait: "waits for the states it reads from", plan: "terraform plan" };

function inWords(p: StateProgress): string {
  if (p.phase !== "apply") return phaseInWords[p.phase];
  const { done, total, running } = p.progress;
  return `${done} of ${total}; ${running.slice(0, 3).join(", ")}${running.length > 3 ? `, and ${running.length - 3} more` : ""}`;
}

function changesInWords({ added, changed, destroyed }: AppliedState): string {
  const parts = [
    [added, "added"],
    [changed, "changed"],
    [destroyed, "destroyed"],
  ].filter(([n]) => n !== 0);
  return parts.length === 0 ? "no change" : parts.map((p) => p.join(" ")).join(", ");
}
