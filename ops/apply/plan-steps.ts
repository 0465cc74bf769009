import { OperatorError } from "../../contracts/errors.ts";
import type { Output } from "../command.ts";
import { isInterruption } from "../report/error.ts";
import { runSteps, type Step, StepFailure } from "../report/steps.ts";
import type { StateFolder, Terraform } from "../terraform/terraform.ts";
import { progressInWords } from "./applying.ts";
import { type PlanningOptions, planStates } from "./planning.ts";
import { type StatePlan, unknownInWords } from "./plans.ts";
import { countsInWords } from "./text.ts";

/** States that are to be planned. */
export interface ToPlan extends Omit<PlanningOptions, "onProgress"> {
  readonly tf: Terraform;
  readonly folders: readonly StateFolder[];
}

/**
 * Plans states, one step each, all at the same time; what came of it, also of one that could not be planned.
 *
 * @param toPlan asked when the steps before it are done
 */
export async function planInSteps(
  out: Output,
  toPlan: () => ToPlan,
  before: readonly Step[] = [],
): Promise<readonly StatePlan[]> {
  let plans: readonly StatePlan[] = [];
  const planning: Step = {
    title: "Plan",
    run: async () =>
      planSteps(toPlan(), (made) => {
        plans = made;
      }),
  };
  await runSteps(out, [...before, planning]).catch((error: unknown) => {
    // Its plan tells why, and the others' are known as well.
    if (!(error instanceof StepFailure)) throw error;
  });
  return plans;
}

function planSteps({ tf, folders, ...options }: ToPlan, planned: (plans: readonly StatePlan[]) => void): Step[] {
  const lines = new Map<string, (line: string) => void>();
  const onProgress: PlanningOptions["onProgress"] = (state, p) => lines.get(state)?.(progressInWords(p));
  const all = planStates(tf, folders, { ...options, onProgress });
  all.then(planned, () => {});
  return folders.map(({ name }) => ({
    title: name,
    run: async (say) => {
      lines.set(name, say);
      const plans = await all;
      const plan = plans.find((p) => p.folder.name === name);
      return plan === undefined ? "" : inWords(plan, plans.some(wasStopped));
    },
  }));
}

const wasStopped = (p: StatePlan): boolean => p.kind === "failed" && isInterruption(p.error);

/** @param stopped whether somebody stopped it: of what is not planned then, nobody can tell more */
function inWords(p: StatePlan, stopped: boolean): string {
  if (stopped && p.kind !== "planned") throw new StepFailure("interrupted");
  if (p.kind === "failed") throw new StepFailure("could not be planned");
  if (p.kind === "unknown") return unknownInWords(p);
  return countsInWords(p.plan);
}

/**
 * The plans, when every state could be planned; else one OperatorError with every failure, or the signal's reason where
 * somebody stopped it.
 */
export function allPlanned(plans: readonly StatePlan[]): readonly Exclude<StatePlan, { kind: "failed" }>[] {
  const failed = plans.flatMap((p) => (p.kind === "failed" ? [p.error] : []));
  const [first] = failed.filter(isInterruption).concat(failed);
  if (first === undefined) return plans.filter((p) => p.kind !== "failed");
  if (isInterruption(first) || failed.some((error) => !(error instanceof OperatorError)) || failed.length === 1)
    throw first;
  const all = failed.filter((error) => error instanceof OperatorError);
  throw new OperatorError("CAP_TERRAFORM", all.map((e) => e.message).join("\n"), [
    ...new Set(all.flatMap((e) => e.nextSteps)),
  ]);
}
