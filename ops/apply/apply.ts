import { cloudWatchClient, openCloudWatch } from "../../adapters/numbers/cloudwatch.ts";
import type { Numbers } from "../../adapters/numbers/port.ts";
import { type ExitCode, exitCode } from "../../contracts/errors.ts";
import { metricNamespace } from "../../contracts/metrics.ts";
import { count } from "../checks/wording.ts";
import { Journal } from "../journal/journal.ts";
import { openRecords } from "../lock/store.ts";
import { type UnderLock, withLock } from "../lock/with-lock.ts";
import { reachOf } from "../probes/look.ts";
import { runSteps } from "../report/steps.ts";
import { readRunning } from "../running.ts";
import { discardPlan } from "../terraform/plan.ts";
import { openWorkspace, type Workspace } from "../workspace/workspace.ts";
import { applySteps } from "./apply-steps.ts";
import { asked } from "./asking.ts";
import { type BundleSummary, isEmpty } from "./bundle.ts";
import type { ReadBundle } from "./bundle-file.ts";
import { chosenBundle } from "./choosing.ts";
import type { Applied } from "./engine.ts";
import { assertMayApply } from "./gate.ts";
import { readMeantFor } from "./held-against.ts";
import { holdingPages } from "./holding-pages.ts";
import { type ActInJournal, journalled, operationOf, tellUnfinished, unlessRefused } from "./journalled.ts";
import { type ApplyRequest, sameCommand } from "./request.ts";
import { type ApplyResult, exitOf, lockWasLost, resultAsText, resultOf } from "./result.ts";
import { sparing } from "./spare.ts";
import { bundleAsText } from "./text.ts";

/**
 * Applies an environment: exactly a bundle that was made before, or what is planned and agreed to now. One at a time;
 * every refusal comes before anything in AWS is changed. Exit codes: 0 applied, 1 a state failed or the lock was lost,
 * 2 something drifted right after, 3 the look right after failed, 4 refused or declined.
 */
export async function applyEnvironment(o: ApplyRequest): Promise<ExitCode> {
  const { env, emulated, out, signal } = o;
  const stays = !emulated || (await readRunning(env))?.emulator !== undefined;
  const handed = o.file === undefined ? undefined : await readMeantFor(o, o.file);
  let workspace: Workspace | undefined;
  const open = async (say: (line: string) => void): Promise<string> => {
    workspace = await openWorkspace({ ...o, operation: "cap apply", exclusive: true, note: out.note }, say);
    return count(workspace.folders.length, "state");
  };
  try {
    await runSteps(out, [{ title: "Terraform JSON", run: open }]);
    if (workspace === undefined) return exitCode.toolError;
    const { at, ...ready } = workspace;
    const endpoint = at.endpoint === undefined ? {} : { endpoint: at.endpoint };
    const objects = await openRecords(env, { emulated, ...endpoint });
    const lock = { env, objects, operation: "cap apply", signal, note: out.note };
    const act = (under: UnderLock): Promise<ApplyResult> => {
      const tf = { ...ready.tf, signal: under.signal };
      const record = { journal: new Journal(objects, env), act: under.id };
      return applyUnderLock({ ...o, signal: under.signal }, handed, { ...ready, at, tf }, record);
    };
    const result = await withLock(lock, act, lockWasLost);
    out.result(result, () => resultAsText(result, o, stays));
    return signal.aborted ? exitCode.interrupted : exitOf(result);
  } finally {
    await Promise.all((workspace?.folders ?? []).map(discardPlan));
    await workspace?.end();
  }
}

async function applyUnderLock(
  o: ApplyRequest,
  handed: ReadBundle | undefined,
  workspace: Workspace,
  record: ActInJournal,
): Promise<ApplyResult> {
  const { out } = o;
  const began = performance.now();
  await tellUnfinished(record.journal, out.note);
  const asWhat = { operation: operationOf(o), same: sameCommand(o), note: out.note };
  const chosen = () => chosenBundle(o, handed, workspace, record);
  const { summary, plans, before } = await unlessRefused(record, asWhat, chosen);
  out.note(bundleAsText(summary));
  const ask = await unlessRefused(record, asWhat, async () => {
    await assertMayApply(o, workspace, summary);
    const asking = asked(o);
    if (!summary.states.every(isEmpty)) await asking.bundle(summary);
    return asking;
  });
  const targets = o.mending === undefined ? {} : { targets: o.mending };
  const beside = workspace.folders.filter((f) => !plans.some((p) => p.folder.name === f.name));
  // What is planned now was made ready before; of a bundle nothing is written before it was held against the world.
  const prepare = handed === undefined ? {} : { prepare: sparing(o, workspace.tf, record) };
  const numbers = (): Numbers => openCloudWatch(metricNamespace, cloudWatchClient(reachOf(workspace.at)));
  const applied = await journalled(record, o, summary, async (hooks) => {
    if (summary.states.every(isEmpty)) return nothingToDo(summary);
    return await holdingPages({ env: o.env, open: numbers, note: out.note }, async (beforeWriting) => {
      const onBegin = async (state: string): Promise<void> => {
        await hooks.onBegin(state);
        await beforeWriting(state);
      };
      const how = { plans, beside, before, agree: ask.state, settle: true, ...targets, ...prepare, ...hooks, onBegin };
      return await applySteps(out, { tf: workspace.tf, ...how });
    });
  });
  return resultOf(summary, applied, began, o.signal);
}

const nothingToDo = ({ states }: BundleSummary): Applied => ({
  outcomes: states.map(({ state }) => ({ state, result: "unchanged", added: 0, changed: 0, destroyed: 0, seconds: 0 })),
  settled: [],
});
