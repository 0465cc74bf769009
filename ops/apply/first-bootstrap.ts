import { rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { Output } from "../command.ts";
import { environmentHome } from "../home.ts";
import { forgetInit, init, moveState } from "../terraform/init.ts";
import type { StateFolder, Terraform } from "../terraform/terraform.ts";
import type { Workspace } from "../workspace/workspace.ts";
import { applySteps } from "./apply-steps.ts";
import { type Asking, asked } from "./asking.ts";
import { isEmpty } from "./bundle.ts";
import { bundleOf, originNow } from "./bundling.ts";
import type { Applied } from "./engine.ts";
import { assertCommitted } from "./gate.ts";
import { allPlanned, planInSteps } from "./plan-steps.ts";
import type { StatePlan } from "./plans.ts";
import { assertKeepsData } from "./protected-classes.ts";
import type { ApplyRequest } from "./request.ts";
import { type ApplyResult, resultOf } from "./result.ts";
import { sparing } from "./spare.ts";
import { bundleAsText } from "./text.ts";

/**
 * The apply that makes the bucket of states: there is no lock, no journal and no state in it yet. On the emulated AWS states
 * are files for good; else the state is one at first, and moves into the bucket when that is there.
 */
export const firstBootstrap = (o: ApplyRequest, workspace: Workspace, folder: StateFolder): Promise<ApplyResult> =>
  o.emulated ? applyAlone(o, workspace, folder) : onFile(o, workspace, folder);

/** Whether all of it was applied, whatever the look after that has found. */
export const isThere = ({ verdict }: ApplyResult): boolean => !["failed", "interrupted", "declined"].includes(verdict);

/** First with the state in a file in the environment's folder; then the state moves into the bucket. */
async function onFile(o: ApplyRequest, workspace: Workspace, folder: StateFolder): Promise<ApplyResult> {
  const override = join(folder.dir, "backend_override.tf.json");
  const path = join(environmentHome(o.env), "bootstrap.tfstate");
  await writeFile(override, JSON.stringify({ terraform: { backend: { local: { path } } } }));
  let moved = false;
  try {
    await init(workspace.tf, folder, { anew: true });
    const result = await applyAlone(o, workspace, folder);
    if (!isThere(result)) return result;
    await rm(override);
    await moveState(workspace.tf, folder);
    moved = true;
    // Terraform leaves a copy of what it moved; it is in the bucket now, with its versions.
    for (const file of [path, `${path}.backup`]) await rm(file, { force: true });
    return result;
  } finally {
    // The folder is initialised for the file: whoever comes next must not take it for the bucket's.
    if (!moved) await forgetInit(folder);
    await rm(override, { force: true });
  }
}

async function applyAlone(o: ApplyRequest, { tf, folders }: Workspace, folder: StateFolder): Promise<ApplyResult> {
  const { out } = o;
  const began = performance.now();
  const plans = await planInSteps(out, () => ({ tf, folders: [folder], prepare: sparing(o, tf) }));
  const { summary } = await bundleOf(await originNow(o.env, o.emulated, folders), allPlanned(plans));
  out.note(bundleAsText(summary));
  assertKeepsData(summary.states, o.allowReplace);
  assertCommitted(o, summary);
  const ask = asked(o);
  if (!summary.states.every(isEmpty)) await ask.bundle(summary);
  return resultOf(summary, await applyAll(tf, plans, ask, out), began, o.signal);
}

const applyAll = (tf: Terraform, plans: readonly StatePlan[], ask: Asking, out: Output): Promise<Applied> =>
  applySteps(out, {
    tf,
    plans,
    before: new Set(),
    agree: ask.state,
    onBegin: async () => {},
    onEnd: async () => {},
    settle: true,
  });
