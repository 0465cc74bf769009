import { existsSync } from "node:fs";
import { readdir, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { type ExitCode, exitCode, OperatorError } from "../../contracts/errors.ts";
import type { Environment } from "../../environments/environment.ts";
import { layoutOf } from "../../local/layout.ts";
import type { Output } from "../command.ts";
import type { Beyond } from "../health/emulation.ts";
import { environmentHome } from "../home.ts";
import { again } from "../report/again.ts";
import { runSteps } from "../report/steps.ts";
import { assertFolderTakes } from "../report/writable-folder.ts";
import { readRunning } from "../running.ts";
import { findTool, wantedTools } from "../setup/tools.ts";
import { letStay, takeDownEmulator } from "../workspace/emulated.ts";
import { needsKafka } from "../workspace/kafka.ts";
import { takeLock } from "../workspace/lock.ts";
import { rehearsalPage } from "./page.ts";
import { Rehearsal } from "./rehearsal.ts";
import { exitOf, type RehearsalReport } from "./report.ts";
import { reportAsText } from "./text.ts";

/** What `cap rehearse` was asked for. */
export interface RehearseOptions {
  readonly env: Environment;
  readonly keep: boolean;
  readonly from?: string;
  readonly plans?: string;
  /** File for the report: a page when it ends with `.md`, else JSON. @default - none is written. */
  readonly report?: string;
  readonly out: Output;
  readonly signal: AbortSignal;
}

/** Applies an environment to a fresh emulated AWS, looks at it from all sides, tries to destroy it, throws it away. */
export async function rehearse(o: RehearseOptions): Promise<ExitCode> {
  const { env, keep, out, signal } = o;
  const home = environmentHome(env);
  if (o.report !== undefined) await assertFolderTakes(o.report, "nothing was rehearsed", "--report");
  await refuseExisting(env, home);
  const lock = takeLock(home, "cap rehearse");
  let kept = false;
  try {
    await clear(home);
    const rehearsal = new Rehearsal({ ...o, ...(await withKafka(o)) });
    try {
      await writeFile(markerIn(home), `${JSON.stringify({ profile: env.profile.name })}\n`);
      await runSteps(out, rehearsal.steps());
      await rehearsal.destroy();
      const report = await rehearsal.report();
      if (o.report !== undefined) await writeReport(o.report, report);
      out.result(report, () => reportAsText(report));
      kept = keep;
      return exitOf(report);
    } finally {
      await rehearsal.end();
    }
  } catch (error) {
    // Interrupted: what the steps threw is only the echo of it.
    if (!signal.aborted) throw error;
    return exitCode.interrupted;
  } finally {
    if (kept) await leaveRunning(env, out);
    else await throwAway(env, home, out);
    lock.release();
  }
}

/** Throws a kept rehearsal away. An OperatorError when what is there is none. */
export async function discard({ env, out }: Pick<RehearseOptions, "env" | "out">): Promise<ExitCode> {
  const home = environmentHome(env);
  if (existsSync(home) && !existsSync(markerIn(home)) && (await readRunning(env)) !== undefined)
    throw new OperatorError(
      "CAP_NO_REHEARSAL",
      `${home} is no rehearsal: cap up made it; nothing was changed`,
      [again("down", { env, emulated: true }, "--forget")],
      { exit: exitCode.refused },
    );
  const lock = takeLock(home, "cap rehearse --discard");
  try {
    await throwAway(env, home, out);
    await rm(home, { recursive: true, force: true });
    out.result({ environment: env.name, discarded: true }, () => `nothing of ${env.name} is left on this machine`);
    return exitCode.ok;
  } finally {
    lock.release();
  }
}

const markerIn = (home: string): string => join(home, "rehearsal.json");

async function refuseExisting(env: Environment, home: string): Promise<void> {
  if ((await readRunning(env)) === undefined) return;
  const next = existsSync(markerIn(home))
    ? again("rehearse", { env, emulated: false }, "--discard")
    : again("down", { env, emulated: true }, "--forget");
  throw new OperatorError(
    "CAP_EXISTS",
    `${env.name} is on this machine already, in ${home}, and a rehearsal begins with nothing: remove it first; nothing was changed`,
    [next, "or rehearse beside it: set CAP_HOME to another folder"],
    { exit: exitCode.refused },
  );
}

/** A machine without Java can rehearse everything but the bus. */
async function withKafka({ env }: RehearseOptions): Promise<{ kafka: boolean; beyond: readonly Beyond[] }> {
  if (!needsKafka(env)) return { kafka: false, beyond: [] };
  const java = await findTool(wantedTools.java);
  if (!("fault" in java)) return { kafka: true, beyond: [] };
  const because = `Kafka needs Java, and this machine has none (${java.fault})`;
  const beyond = ["bus", "services", "balancer", "data"].map((check) => ({ check, because, when: () => true }));
  return { kafka: false, beyond };
}

const writeReport = (file: string, report: RehearsalReport): Promise<void> =>
  writeFile(file, file.endsWith(".md") ? rehearsalPage(report) : `${JSON.stringify(report, undefined, 2)}\n`);

async function leaveRunning(env: Environment, out: Output): Promise<void> {
  await letStay(env);
  out.note(keptInWords(env));
}

const keptInWords = (env: Environment): string =>
  [
    `${env.name} is kept and runs; what looks at it, and what ends it:`,
    again("health", { env, emulated: true }),
    again("rehearse", { env, emulated: false }, "--discard"),
  ].join("\n  → ");

/** The emulated AWS and all it held. Logs stay, for whoever asks why. */
async function throwAway(env: Environment, home: string, out: Output): Promise<void> {
  await takeDownEmulator(env);
  await clear(home, layoutOf(home).logs);
  out.note(`the emulated AWS of ${env.name} is thrown away; logs stay in ${layoutOf(home).logs}`);
}

async function clear(home: string, except?: string): Promise<void> {
  for (const entry of await readdir(home)) {
    const path = join(home, entry);
    if (!entry.startsWith("lock.json") && path !== except) await rm(path, { recursive: true, force: true });
  }
}
