import { OperatorError } from "../../contracts/errors.ts";
import type { Step } from "../report/steps.ts";
import type { StateFolder, Terraform } from "../terraform/terraform.ts";
import { progressInWords } from "./applying.ts";
import { type PlanningOptions, planStates } from "./planning.ts";
import type { StatePlan } from "./plans.ts";
import { countsInWords } from "./text.ts";

/** One step per state that is planned, all at the same time; the result when all have ended. */
export function planSteps(
  tf: Terraform,
  folders: readonly StateFolder[],
  planned: (plans: readonly StatePlan[]) => void,
  options: Omit<PlanningOptions, "onProgress"> = {},
): Step[] {
  const lines = new Map<string, (line: string) => void>();
  const onProgress: PlanningOptions["onProgress"] = (state, p) => lines.get(state)?.(progressInWords(p));
  const all = planStates(tf, folders, { ...options, onProgress });
  all.then(planned, () => {});
  return folders.map(({ name }) => ({
    title: name,
    run: async (say) => {
      lines.set(name, say);
      const plan = (await all).find((p) => p.folder.name === name);
      return plan === undefined ? "" : inWords(plan);
    },
  }));
}

function inWords(p: StatePlan): string {
  if (p.kind === "failed") return "could not be planned";
  if (p.kind === "unknown") return `unknown until ${p.until.join(", ")} is applied`;
  return countsInWords(p.plan);
}

/** The plans, when every state could be planned; else one OperatorError with every failure. */
export function allPlanned(plans: readonly StatePlan[]): readonly Exclude<StatePlan, { kind: "failed" }>[] {
  const failed = plans.flatMap((p) => (p.kind === "failed" ? [p.error] : []));
  const [first] = failed;
  if (first === undefined) return plans.filter((p) => p.kind !== "failed");
  if (failed.some((error) => !(error instanceof OperatorError)) || failed.length === 1) throw first;
  const all = failed.filter((error) => error instanceof OperatorError);
  throw new OperatorError("CAP_TERRAFORM", all.map((e) => e.message).join("\n"), [
    ...new Set(all.flatMap((e) => e.nextSteps)),
  ]);
}
