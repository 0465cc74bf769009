import { type ExitCode, exitCode, OperatorError } from "../../contracts/errors.ts";
import type { Environment } from "../../environments/environment.ts";
import { count } from "../checks/wording.ts";
import type { Output } from "../command.ts";
import { tellOpen } from "../journal/open-acts.ts";
import { again } from "../report/again.ts";
import { isInterruption } from "../report/error.ts";
import { quoted } from "../report/quoted.ts";
import type { Step } from "../report/steps.ts";
import { discardPlan } from "../terraform/plan.ts";
import type { StateFolder } from "../terraform/terraform.ts";
import { have } from "../workspace/stage.ts";
import { openWorkspace, type Workspace } from "../workspace/workspace.ts";
import { identified, isEmpty } from "./bundle.ts";
import { bundleOf, originNow } from "./bundling.ts";
import { chosen } from "./chosen.ts";
import { assertMayKeep, keepBundle } from "./keeping.ts";
import { interrupted, tellFailure, tellPlanned } from "./plan-journal.ts";
import { allPlanned, planInSteps, type ToPlan } from "./plan-steps.ts";
import { type PlanFormat, planAs } from "./planned-as.ts";
import { tellingCutOff } from "./spare.ts";

/** What `cap plan` was asked for. */
export interface PlanRequest {
  readonly env: Environment;
  readonly emulated: boolean;
  /** Names of states. @default - every state. */
  readonly stacks?: readonly string[];
  /** File for the bundle, or `s3://` for the account's bucket of states. @default - none is kept: only shown. */
  readonly file?: string;
  readonly format: PlanFormat;
  /** False: states are taken at their word, and AWS is not asked; such plans are shown and not kept. */
  readonly refresh: boolean;
  readonly release?: string;
  readonly out: Output;
  readonly signal: AbortSignal;
}

/** Plans an environment and shows what would become of it. Changes nothing. Exit codes: 0 nothing to change, 2 changes. */
export async function planEnvironment(o: PlanRequest): Promise<ExitCode> {
  const { out, refresh } = o;
  if (o.file !== undefined && !refresh) throw onlyShown(o);
  if (o.file !== undefined) await assertMayKeep(o, o.file, (flag) => samePlan(o, flag));
  let workspace: Workspace | undefined;
  let folders: readonly StateFolder[] = [];
  const synthesis: Step = {
    title: "Terraform JSON",
    run: async (say) => {
      workspace = await openWorkspace({ ...o, operation: "cap plan", exclusive: false, note: out.note }, say);
      folders = chosen(workspace.folders, o.stacks);
      return count(folders.length, "state");
    },
  };
  const toPlan = (): ToPlan => {
    const opened = have(workspace);
    return { tf: opened.tf, folders, refresh, beside: othersOf(opened, folders), prepare: tellingCutOff(o) };
  };
  try {
    const plans = await planInSteps(out, toPlan, [synthesis]);
    // A journal that cannot be read is told where the plan is written down.
    await tellOpen(o, () => {});
    await tellFailure(o, plans);
    const bundle = await bundleOf(await originNow(o.env, o.emulated, workspace?.folders ?? []), allPlanned(plans));
    const kept = o.file === undefined ? {} : { kept: await keepBundle(o, o.file, bundle) };
    const summary = refresh ? bundle.summary : identified({ ...bundle.summary, refreshed: false });
    await tellPlanned(o, summary);
    const shown = { ...summary, ...kept };
    out.result(shown, () => planAs(o.format, shown, o));
    return summary.states.every(isEmpty) ? exitCode.ok : exitCode.findings;
  } catch (error) {
    throw isInterruption(error) ? await interrupted(o, workspace !== undefined) : error;
  } finally {
    await Promise.all(folders.map(discardPlan));
    await workspace?.end();
  }
}

const othersOf = ({ folders }: Workspace, asked: readonly StateFolder[]): readonly StateFolder[] =>
  folders.filter((f) => !asked.includes(f));

/** The command that was given, of the same states. */
const samePlan = (o: PlanRequest, flag: string): string =>
  again("plan", o, o.stacks === undefined ? flag : `--stack ${o.stacks.map(quoted).join(" ")} ${flag}`);

const onlyShown = (o: PlanRequest): OperatorError =>
  new OperatorError(
    "CAP_BAD_FLAG",
    "--no-refresh and --out do not go together: what is applied is planned from what is there; nothing was planned",
    ["to apply it:", samePlan(o, "--out FILE"), "to see it:", samePlan(o, "--no-refresh")],
  );
