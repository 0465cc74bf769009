import { writeFile } from "node:fs/promises";
import { type ExitCode, exitCode } from "../../contracts/errors.ts";
import type { Environment } from "../../environments/environment.ts";
import { chosen } from "../apply/chosen.ts";
import type { Output } from "../command.ts";
import { tellOpen } from "../journal/open-acts.ts";
import { runSteps, type Step } from "../report/steps.ts";
import { assertFolderTakes } from "../report/writable-folder.ts";
import { sourceTree } from "../workspace/source-tree.ts";
import { openWorkspace, type Workspace } from "../workspace/workspace.ts";
import { readBaseline } from "./baseline-file.ts";
import type { Blind, Difference } from "./finding.ts";
import { followersIn } from "./followers.ts";
import { lastWritten } from "./last-written.ts";
import { lookSteps } from "./look-steps.ts";
import { keepRecord } from "./record.ts";
import type { Format } from "./report/formats.ts";
import { render } from "./report/render.ts";
import { driftReport } from "./run.ts";
import type { SeenState } from "./seen-state.ts";
import { exitOf } from "./verdict.ts";

/** What `cap drift` was asked for. */
export interface DriftRequest {
  readonly env: Environment;
  readonly emulated: boolean;
  /** Names of states. @default - every state. */
  readonly stacks?: readonly string[];
  readonly format: Format;
  /** File for the report. @default - stdout. */
  readonly file?: string;
  /** Whether fields that others own are shown as well. */
  readonly governed: boolean;
  readonly release?: string;
  readonly out: Output;
  readonly signal: AbortSignal;
}

/**
 * Looks for what differs between code, states and AWS, and changes nothing. Exit codes: 0 none, 2 drift, 3 no drift seen
 * and not everything looked at.
 */
export async function lookForDrift(o: DriftRequest): Promise<ExitCode> {
  const { env, out, signal } = o;
  const began = performance.now();
  if (o.file !== undefined) await assertFolderTakes(o.file, "nothing was looked at");
  // A line that is not valid is told before a look of minutes, not after it.
  const baseline = await readBaseline(env.name);
  let workspace: Workspace | undefined;
  const seen = {
    states: [] as SeenState[],
    unmade: [] as Difference[],
    blind: [] as Blind[],
    notAsked: [] as readonly string[],
  };
  const open = async (say: (line: string) => void): Promise<string> => {
    workspace = await openWorkspace({ ...o, operation: "cap drift", exclusive: false, note: out.note }, say);
    return `${workspace.folders.length} states`;
  };
  const look = async (): Promise<readonly Step[]> => {
    if (workspace === undefined) return [];
    const { tf, folders } = workspace;
    const asked = chosen(folders, o.stacks);
    seen.notAsked = folders.filter((f) => !asked.includes(f)).map((f) => f.name);
    return lookSteps(tf, { asked, all: folders }, seen);
  };
  try {
    await runSteps(out, [
      { title: "Terraform JSON", run: open },
      { title: "States", run: look },
    ]);
    signal.throwIfAborted();
    if (workspace === undefined) return exitCode.toolError;
    await tellOpenActs(o, workspace);
    const { commit, clean } = await sourceTree();
    const planned = new Set(seen.states.map((s) => s.state));
    const others = await lastWritten(
      workspace.tf,
      workspace.folders.filter((f) => !planned.has(f.name)),
    );
    const context = { ...o, commit, baseline, began };
    const report = await driftReport({ ...seen, others }, workspace, context);
    await keepRecord(o, { report, clean, followers: followersIn(seen.states) });
    await show(o, report);
    return exitOf(report);
  } finally {
    await workspace?.end();
  }
}

/** Beside the report, on stderr, also where the journal cannot be read: what is applied just now may look like drift. */
async function tellOpenActs({ env, emulated, out }: DriftRequest, { at: { endpoint } }: Workspace): Promise<void> {
  const where = endpoint === undefined ? {} : { endpoint };
  await tellOpen({ env, emulated, ...where, out }, ({ message, nextSteps }) =>
    out.note([message, ...nextSteps].join("\n  → ")),
  );
}

async function show(
  { out, format, file, governed }: DriftRequest,
  report: Parameters<typeof render>[0],
): Promise<void> {
  const width = process.stdout.columns;
  const options = { governed, verbose: out.verbose, ...(width === undefined ? {} : { width }) };
  const text = render(report, format, options);
  if (file !== undefined) await writeFile(file, `${text}\n`);
  // Who gave the report a file reads it there; a person still wants to see what is in it.
  out.result(report, () => (file === undefined ? text : render(report, "text", options)));
}
