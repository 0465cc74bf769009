import type { Output } from "../command.ts";
import { runSteps, type Step, StepFailure } from "../report/steps.ts";
import { View } from "../report/view.ts";
import { appliedInWords, progressInWords } from "./applying.ts";
import { type Applied, type ApplyOptions, applyPlans } from "./engine.ts";
import { holds, type Outcome, type Settled } from "./outcome.ts";

/**
 * Applies, with a step per state that a person sees; what was applied is looked at once more, in a step of its own. Never
 * rejects because of a state: how it ended is in its outcome.
 */
export async function applySteps(out: Output, how: Omit<ApplyOptions, "onProgress">): Promise<Applied> {
  const lines = new Map<string, (line: string) => void>();
  // What was told before a step began to show it: a state waits for others from the start.
  const latest = new Map<string, string>();
  const view = new View();
  const { states, end } = applyPlans({
    ...how,
    agree: (planned) => view.aside(() => how.agree(planned)),
    onProgress: (state, p) => {
      const line = progressInWords(p);
      latest.set(state, line);
      lines.get(state)?.(line);
    },
  });
  const steps = [...states].map(
    ([title, outcome]): Step => ({
      title,
      run: async (say) => {
        lines.set(title, say);
        say(latest.get(title) ?? "");
        return shown(await outcome);
      },
    }),
  );
  await runSteps(out, [{ title: "Apply", run: async () => steps }], view).catch(unlessShown);
  const outcomes = await Promise.all(states.values());
  const applied = outcomes.filter((o) => o.result === "applied").map((o) => o.state);
  const look = { title: `A last look at ${applied.join(", ")}`, run: async () => seen((await end).settled) };
  if (how.settle && applied.length > 0) await runSteps(out, [look]).catch(unlessShown);
  return await end;
}

/** Of a step that failed all is said: the outcomes tell why. */
function unlessShown(error: unknown): void {
  if (!(error instanceof StepFailure)) throw error;
}

function shown(o: Outcome): string {
  if (holds(o)) return o.result === "before" ? "was applied before, by this bundle" : appliedInWords(o);
  throw new StepFailure(inWords(o));
}

function inWords({ result, because, planned, cutOff, ...tally }: Outcome): string {
  if (result === "not-started") return `not started: ${because ?? ""}`;
  if (planned === undefined) return result;
  const cut = cutOff === undefined || cutOff === 0 ? "" : `${cutOff} cut off, `;
  return `${tally.added + tally.changed + tally.destroyed} of ${planned} applied, ${cut}${result}`;
}

function seen(settled: readonly Settled[]): string {
  const blind = settled.filter((s) => s.error !== undefined).map((s) => s.state);
  if (blind.length > 0)
    throw new StepFailure(`could not look${blind.length === settled.length ? "" : ` at ${blind.join(", ")}`}`);
  const drift = settled.reduce((n, s) => n + s.drift.length, 0);
  if (drift > 0) throw new StepFailure(`${drift} attributes are not as they were applied`);
  return "as applied";
}
