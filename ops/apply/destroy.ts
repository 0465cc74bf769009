import { type ExitCode, exitCode, OperatorError } from "../../contracts/errors.ts";
import type { Environment } from "../../environments/environment.ts";
import { answerTo } from "../ask.ts";
import type { Output } from "../command.ts";
import { begin } from "../journal/act.ts";
import { Journal } from "../journal/journal.ts";
import { openRecords } from "../lock/store.ts";
import { withLock } from "../lock/with-lock.ts";
import { again } from "../report/again.ts";
import { isInterruption, isLockLost } from "../report/error.ts";
import { runSteps, type Step } from "../report/steps.ts";
import { destroyPlanned, planEnd } from "../terraform/end.ts";
import { discardPlan, type Plan } from "../terraform/plan.ts";
import type { StateFolder, Terraform } from "../terraform/terraform.ts";
import { ofEnvironment } from "../workspace/destruction.ts";
import { sourceTree } from "../workspace/source-tree.ts";
import { openWorkspace, type Workspace } from "../workspace/workspace.ts";
import { progressInWords } from "./applying.ts";
import { type Gone, goingInWords, goneInWords } from "./going.ts";
import { type ActInJournal, tellUnfinished, unlessRefused } from "./journalled.ts";

/** What `cap destroy` was asked for. */
export interface DestroyRequest {
  readonly env: Environment;
  readonly emulated: boolean;
  readonly release?: string;
  readonly yes: boolean;
  readonly out: Output;
  readonly signal: AbortSignal;
}

/**
 * Destroys a disposable environment, exactly as it was planned and shown: the last state first. What belongs to the
 * account stays. A protected one is refused before anything is looked at. Safe to repeat.
 */
export async function destroyEnvironment(o: DestroyRequest): Promise<ExitCode> {
  const { env, emulated, out, signal } = o;
  if (env.safety === "protected") throw byHandOnly(o);
  let workspace: Workspace | undefined;
  const open = async (say: (line: string) => void): Promise<string> => {
    workspace = await openWorkspace({ ...o, operation: "cap destroy", exclusive: true, note: out.note }, say);
    return `${workspace.folders.length} states`;
  };
  try {
    await runSteps(out, [{ title: "Terraform JSON", run: open }]);
    if (workspace === undefined) return exitCode.toolError;
    const { endpoint } = workspace.at;
    const objects = await openRecords(env, { emulated, ...(endpoint === undefined ? {} : { endpoint }) });
    const lock = { env, objects, operation: "cap destroy", signal, note: out.note };
    const opened = workspace;
    const result = await withLock(lock, (under) => {
      const journal = new Journal(objects, env);
      return destroyUnderLock(o, { ...opened, tf: { ...opened.tf, signal: under.signal } }, { journal, act: under.id });
    });
    out.result(result, () => goneInWords(result, again("apply", o)));
    return signal.aborted ? exitCode.interrupted : exitCode.ok;
  } finally {
    await Promise.all((workspace?.folders ?? []).map(discardPlan));
    await workspace?.end();
  }
}

/** Destroys, for who holds the environment: what is not agreed to and what cannot be planned is in the journal as well. */
export async function destroyUnderLock(
  o: DestroyRequest,
  { tf, folders }: Workspace,
  { journal, act }: ActInJournal,
): Promise<Gone> {
  const { env, out } = o;
  await tellUnfinished(journal, out.note);
  const going = ofEnvironment(folders);
  const stays = folders.filter((f) => !going.includes(f)).map((f) => f.name);
  const asWhat = { operation: "destroy", same: sameDestroy(o), note: out.note } as const;
  const plans = await unlessRefused({ journal, act }, asWhat, () => agreedEnd(o, tf, going));
  if (plans.length === 0) return { environment: env.name, states: [], stays };
  const { commit } = await sourceTree();
  const record = await begin(journal, { act, operation: "destroy", commit }, out.note);
  const done: { name: string; destroyed: number }[] = [];
  const gone = new Map<string, number>();
  try {
    await runSteps(
      out,
      plans.map((plan) => destroying(tf, plan, out, { done, gone })),
    );
    await record.end({ result: "ok", states: done.map(({ name }) => ({ name, result: "destroyed" })) });
  } catch (error) {
    const states = plans.map(({ state: { name }, counts }) => {
      const n = gone.get(name) ?? 0;
      const part = n === 0 ? "not destroyed" : `${n} of ${counts.remove} destroyed`;
      return { name, result: done.some((d) => d.name === name) ? "destroyed" : part };
    });
    const lost = isLockLost(error) ? { reason: error.message } : {};
    await record.end({ result: tf.signal.aborted ? "interrupted" : "failed", states, ...lost });
    if (!isInterruption(error)) throw error;
    const stop = stopped(o, states);
    // Why the lock was lost is what it ends with, and does not tell what is destroyed.
    if (isLockLost(error)) out.note(stop.message);
    throw stop;
  }
  return { environment: env.name, states: done, stays };
}

/** Plans the end of states, the last first, and shows it to who has to agree; none where there is nothing. */
async function agreedEnd(o: DestroyRequest, tf: Terraform, going: readonly StateFolder[]): Promise<readonly Plan[]> {
  const { env, out } = o;
  const plans: Plan[] = [];
  const planning = going.toReversed().map(
    (folder): Step => ({
      title: folder.name,
      run: async () => {
        const made = await planEnd(tf, folder);
        if (made !== undefined && !made.empty) plans.push(made);
        return made === undefined ? "was never applied" : `${made.counts.remove} resources to destroy`;
      },
    }),
  );
  await runSteps(out, [{ title: "Plan", run: async () => "of its end" }, ...planning]);
  if (plans.length === 0) return plans;
  out.note(goingInWords(env.name, plans, undefined));
  await agree(o, plans);
  return plans;
}

/** What a destruction has come to. */
interface SoFar {
  /** States that are destroyed. */
  readonly done: { name: string; destroyed: number }[];
  /** How many resources went, by state, also of one that is not done. */
  readonly gone: Map<string, number>;
}

const destroying = (tf: Terraform, plan: Plan, out: Output, { done, gone }: SoFar): Step => ({
  title: plan.state.name,
  run: async (say) => {
    let before = 0;
    await destroyPlanned(tf, plan, {
      onProgress: (progress) => {
        gone.set(plan.state.name, before + progress.tally.destroyed);
        say(progressInWords({ phase: "applies", progress }));
      },
      onAgain: () => {
        before = gone.get(plan.state.name) ?? 0;
        out.note(`${plan.state.name}: not all of it went; looking again`);
      },
    });
    done.push({ name: plan.state.name, destroyed: plan.counts.remove });
    return `${plan.counts.remove} resources destroyed`;
  },
});

async function agree(o: DestroyRequest, plans: readonly Plan[]): Promise<void> {
  const { env, yes, out, signal } = o;
  if (yes) return;
  const refused = (code: `CAP_${string}`, what: string, next: readonly string[]): OperatorError =>
    new OperatorError(code, `${what}; nothing of ${env.name} was destroyed`, next, { exit: exitCode.refused });
  if (!out.interactive)
    throw refused("CAP_NOBODY_TO_ASK", "this has to be agreed to, and nobody can be asked here", [
      `without the question: ${again("destroy", o, "--yes")}`,
    ]);
  const inquirer = (await import("inquirer")).default;
  const count = plans.reduce((n, p) => n + p.counts.remove, 0);
  const message = `destroy ${count} resources of ${env.name}, with the data in them?`;
  const put = inquirer.prompt<{ yes: boolean }>([{ type: "confirm", name: "yes", message, default: false }]);
  const answer = await answerTo(put, `nothing of ${env.name} was destroyed`, signal);
  // Whoever has just said no is not handed the way around the question.
  if (!answer.yes) throw refused("CAP_DECLINED", "declined", []);
}

/** The command that was given, ready to paste. */
const sameDestroy = (o: DestroyRequest): string => again("destroy", o, o.yes ? "--yes" : "");

function stopped(o: DestroyRequest, states: readonly { name: string; result: string }[]): OperatorError {
  const each = states.map((s) => `${s.name} ${s.result}`).join(", ");
  return new OperatorError(
    "CAP_INTERRUPTED",
    `interrupted: ${each}; what is not destroyed is in the states`,
    [`the same command goes on from here: ${sameDestroy(o)}`],
    { exit: exitCode.interrupted },
  );
}

const byHandOnly = (o: DestroyRequest): OperatorError =>
  new OperatorError(
    "CAP_PROTECTED",
    `${o.env.name} is protected: no command of CAP destroys it; nothing was changed`,
    [
      `a person gives its protection up: safety: "disposable" in environments/${o.env.name}.ts, reviewed`,
      `${again("apply", o)}: deletion protection is off then; locked objects and backups stay until their time is over`,
      again("destroy", o),
    ],
    { exit: exitCode.refused },
  );
