import { randomUUID } from "node:crypto";
import { exitCode, OperatorError } from "../../contracts/errors.ts";
import type { Environment } from "../../environments/environment.ts";
import type { Output } from "../command.ts";
import { Journal, type News } from "../journal/journal.ts";
import { openRecords } from "../lock/store.ts";
import { isInterruption } from "../report/error.ts";
import { type BundleSummary, isEmpty } from "./bundle.ts";
import type { StatePlan } from "./plans.ts";

/** What is planned, and where the command speaks. */
interface Planning {
  readonly env: Environment;
  readonly emulated: boolean;
  readonly out: Output;
}

/** Writes down what was planned. */
export const tellPlanned = (o: Planning, { id: bundle, commit, states }: BundleSummary): Promise<void> =>
  tell(o, {
    result: "ok",
    bundle,
    commit,
    states: states.map((s) => ({ name: s.state, result: isEmpty(s) ? "no change" : s.kind })),
  });

/** Writes down that a state could not be planned; nothing where each could, or where somebody stopped it. */
export async function tellFailure(o: Planning, plans: readonly StatePlan[]): Promise<void> {
  const errors = plans.flatMap((p) => (p.kind === "failed" ? [p.error] : []));
  if (errors.length === 0 || errors.some(isInterruption)) return;
  await tell(o, { result: "failed", states: plans.map((p) => ({ name: p.folder.name, result: p.kind })) });
}

/**
 * The end of a plan that was stopped.
 *
 * @param begun whether it had come to the states: only then it is in the journal
 */
export async function interrupted(o: Planning, begun: boolean): Promise<OperatorError> {
  if (begun) await tell(o, { result: "interrupted" });
  return new OperatorError("CAP_INTERRUPTED", "interrupted; nothing was changed", [], { exit: exitCode.interrupted });
}

/** A plan changes nothing, so it may be made where no journal can be kept: before the bucket of states exists. */
async function tell({ env, emulated, out }: Planning, news: Omit<News, "act" | "operation">): Promise<void> {
  try {
    const entries = new Journal(await openRecords(env, { emulated }), env);
    await entries.append({ act: randomUUID(), operation: "plan", ...news });
  } catch (error) {
    if (!(error instanceof OperatorError)) throw error;
    out.note([`this plan is not in the journal: ${error.message}`, ...error.nextSteps].join("\n  → "));
  }
}
