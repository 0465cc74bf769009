import { type ExitCode, exitCode } from "../../contracts/errors.ts";
import type { Environment } from "../../environments/environment.ts";
import { applyingSteps } from "../apply/applying.ts";
import type { Output } from "../command.ts";
import { exitOf } from "../health/report.ts";
import { environmentHome } from "../home.ts";
import { again } from "../report/again.ts";
import { runSteps, type Step, StepFailure } from "../report/steps.ts";
import { readApiToken } from "../token/read.ts";
import { letStay, takeDownEmulator } from "../workspace/emulated.ts";
import { takeLock } from "../workspace/lock.ts";
import { Session } from "./session.ts";
import { stay } from "./stay.ts";
import { type Reach, summaryAsText } from "./summary.ts";

/** What `cap up` was asked for. */
export interface UpOptions {
  readonly env: Environment;
  /** Stop everything at the end. */
  readonly once: boolean;
  /** Leave everything running and return. */
  readonly detach: boolean;
  /** Folder of CloudTrail files. @default - a sample day, the first time. */
  readonly events?: string;
  readonly out: Output;
  readonly signal: AbortSignal;
}

/** Applies an environment, brings events in, tells its health; then stays, leaves it running, or stops it. */
export async function up(o: UpOptions): Promise<ExitCode> {
  const { env, out, signal } = o;
  const lock = takeLock(environmentHome(env), "cap up");
  const events = o.events === undefined ? {} : { events: o.events };
  const session = new Session({ env, ...events, signal, note: out.note });
  let finished = false;
  try {
    await runSteps(out, stepsOf(session, out)).catch(unlessUnwell);
    const summary = session.summary();
    finished = true;
    const reach = await reachOf(o);
    out.result(summary, () => summaryAsText(summary, reach, o.env));
    if (!o.once && !o.detach) await stay(session, out, signal);
    return exitOf(summary.health);
  } catch (error) {
    // Interrupted: what the steps threw is only the echo of it.
    if (!signal.aborted) throw error;
    return exitCode.interrupted;
  } finally {
    await leave(session, o, finished);
    lock.release();
  }
}

/** The token is for a person's eyes: a log would keep it. That it cannot be read is no reason to lose the summary. */
async function reachOf({ env, once, out, signal }: UpOptions): Promise<Reach> {
  if (once) return { kind: "stopped" };
  const token = out.onScreen ? await readApiToken(env, signal).catch(() => undefined) : undefined;
  return { kind: "running", ...(token === undefined ? {} : { token }) };
}

const statesOf = (session: Session): Step[] =>
  applyingSteps(
    (onProgress) => session.apply(onProgress),
    (states) => session.applied(states),
  );

/** An environment that is up and not well is told as it is: the summary says how. */
function unlessUnwell(error: unknown): void {
  if (!(error instanceof StepFailure)) throw error;
}

function stepsOf(session: Session, out: Output): Step[] {
  // In a log nothing is redrawn, and a minute without a word looks like the end.
  const waiting = (say: (line: string) => void) => (out.terminal ? say : (line: string) => out.note(`Health ${line}`));
  return [
    { title: "Set-up", run: (say) => session.prepare(say) },
    { title: "Emulated AWS", run: () => session.start() },
    { title: "States", run: () => session.begin().then(() => statesOf(session)) },
    { title: "Services", run: (say) => session.services(say) },
    { title: "Topics", run: () => session.topics() },
    { title: "Events", run: (say) => session.events(say) },
    { title: "Health", run: (say) => session.health(waiting(say)) },
  ];
}

/** Stops what this command started, unless it is to stay; an emulated AWS that ran before is left as it was. */
async function leave(session: Session, o: UpOptions, finished: boolean): Promise<void> {
  const ours = await session.end();
  if (o.detach && finished) {
    await letStay(o.env);
    o.out.note(`${o.env.name} keeps running; what destroys it:\n  → ${again("down", { env: o.env, emulated: true })}`);
    return;
  }
  if (!ours) {
    if (o.signal.aborted) o.out.note(`the emulated AWS of ${o.env.name} ran before and still runs`);
    return;
  }
  o.out.note(`stopping ${o.env.name}; its state and data stay`);
  await takeDownEmulator(o.env);
  if (o.signal.aborted) o.out.note("nothing of it runs any more");
}
