import { isDeepStrictEqual } from "node:util";
import { exitCode, OperatorError } from "../../contracts/errors.ts";
import { type Slots, slots } from "../process/slots.ts";
import { isInterruption } from "../report/error.ts";
import { apply, type Progress, type Tally } from "../terraform/apply.ts";
import { headOf, type StateHead } from "../terraform/head.ts";
import { discardPlan } from "../terraform/plan.ts";
import { readsOf } from "../terraform/reads.ts";
import { atOnce, type StateFolder, type Terraform } from "../terraform/terraform.ts";
import { holds, type Outcome, type Settled } from "./outcome.ts";
import type { PlanningOptions } from "./planning.ts";
import { type Planned, planNow, type StatePlan } from "./plans.ts";
import { Settlings, whereApplied } from "./settlings.ts";

/** Where a state stands while it is applied. */
export type ApplyProgress =
  | { readonly phase: "waits" | "plans" | "asks" | "settles" }
  | { readonly phase: "applies"; readonly progress: Progress };

/** How an apply is done. */
export interface ApplyOptions {
  readonly tf: Terraform;
  /** In an order in which each follows those it reads from; saved plans lie in the states' folders. */
  readonly plans: readonly StatePlan[];
  /** States that are done already and stay as they are. */
  readonly before: ReadonlySet<string>;
  /** Asked for a plan that nobody has seen yet; throws an OperatorError (exit 4) when it is not agreed to. */
  readonly agree: (planned: Planned) => Promise<void>;
  /** Told of a state that is about to be written; when it rejects, the state is not touched. */
  readonly onBegin: (state: string) => Promise<void>;
  /** Told how a state ended that was begun. */
  readonly onEnd: (outcome: Outcome) => Promise<void>;
  readonly onProgress: (state: string, p: ApplyProgress) => void;
  /** Whether each state is looked at once more after its apply. */
  readonly settle: boolean;
  /** The environment's other states: what they have made may show on these. @default - there are none. */
  readonly beside?: readonly StateFolder[];
  /** What becomes of a state of which no plan is known yet, before it is planned on the way. @default - nothing. */
  readonly prepare?: PlanningOptions["prepare"];
  /** Addresses that a state is planned for on the way, by state. @default - everything. */
  readonly targets?: ReadonlyMap<string, readonly string[]>;
}

/** What an apply came to: every state once, in the order of the plans. */
export interface Applied {
  readonly outcomes: readonly Outcome[];
  readonly settled: readonly Settled[];
}

/** An apply that goes on: an outcome per state as soon as it is known, and all of it at the end. */
export interface Applying {
  readonly states: ReadonlyMap<string, Promise<Outcome>>;
  readonly end: Promise<Applied>;
}

/**
 * Applies planned states, each after those that it reads from, a few at a time. After a failure what does not depend on
 * it goes on. Each state is settled right after its apply. Never rejects: how a state ended is in its outcome.
 */
export function applyPlans(o: ApplyOptions): Applying {
  const room = slots(atOnce);
  const all = [...o.plans.map((p) => p.folder), ...(o.beside ?? [])];
  const run = { ...o, room, settlings: new Settlings(o.tf, all, room) };
  const states = new Map<string, Promise<Outcome>>();
  for (const p of o.plans) states.set(p.folder.name, one(run, p, states));
  const end = Promise.all(states.values()).then(async (outcomes) => ({
    outcomes,
    settled: whereApplied(await run.settlings.end(), o.targets),
  }));
  return { states, end };
}

interface Run extends ApplyOptions {
  readonly room: Slots;
  readonly settlings: Settlings;
}

type Ended = (rest: Partial<Outcome> & Pick<Outcome, "result">) => Outcome;

function stopwatch(state: string): Ended {
  const began = performance.now();
  return (rest) => {
    const seconds = Math.round((performance.now() - began) / 100) / 10;
    return { state, added: 0, changed: 0, destroyed: 0, seconds, ...rest };
  };
}

async function one(run: Run, p: StatePlan, states: ReadonlyMap<string, Promise<Outcome>>): Promise<Outcome> {
  const { folder } = p;
  run.onProgress(folder.name, { phase: "waits" });
  const above = await Promise.all(folder.dependsOn.flatMap((name) => states.get(name) ?? []));
  const ended = stopwatch(folder.name);
  const missing = above.find((outcome) => !holds(outcome));
  try {
    if (missing !== undefined)
      return ended({ result: "not-started", because: `${missing.state}, which it reads from, was not applied` });
    if (run.before.has(folder.name)) return ended({ result: "before" });
    return await run.room(async () => {
      if (run.tf.signal.aborted) return ended({ result: "not-started", because: stopped });
      return await applyOne(run, p, above, ended);
    });
  } catch (error) {
    if (isInterruption(error)) return ended({ result: "not-started", because: stopped, error });
    return ended({ result: isRefusal(error) ? "declined" : "failed", error });
  } finally {
    // A settling has a saved plan of its own in the folder.
    if (!run.settlings.has(folder.name)) await discardPlan(folder);
  }
}

async function applyOne(run: Run, p: StatePlan, above: readonly Outcome[], ended: Ended): Promise<Outcome> {
  const { tf, onProgress } = run;
  const { folder } = p;
  const { plan, head } = await agreed(run, p, above);
  if (plan.empty) return ended({ result: "unchanged", head });
  await run.onBegin(folder.name);
  const { counts } = plan;
  const planned = counts.add + counts.change + counts.remove;
  let tally: Tally = { added: 0, changed: 0, destroyed: 0 };
  const follow = (progress: Progress): void => {
    tally = progress.tally;
    onProgress(folder.name, { phase: "applies", progress });
  };
  const failed = await apply(tf, plan, follow, run.targets?.has(folder.name)).then(
    () => undefined,
    (error: unknown) => ({ error }),
  );
  // Also after a failure: whoever goes on has to know that the last write of the state was ours. And after a stop: it was
  // told to what was applied, and this only reads.
  const left = await headOf({ ...tf, signal: new AbortController().signal }, folder).catch(() => undefined);
  const outcome = ended({ ...endOf(failed, left), ...tally, planned, head: left });
  await run.onEnd(outcome);
  if (failed === undefined && run.settle)
    run.settlings.begin(folder, () => onProgress(folder.name, { phase: "settles" }));
  return outcome;
}

type End = Pick<Outcome, "result" | "error" | "because" | "cutOff">;

function endOf(failed: { readonly error: unknown } | undefined, left: StateHead | undefined): End {
  if (failed === undefined) return { result: "applied" };
  const { error } = failed;
  if (!isInterruption(error)) return { result: "failed", error };
  const cutOff = left?.tainted.length;
  const because = `interrupted; ${cutOffInWords(cutOff)}`;
  return { result: "interrupted", because, error, ...(cutOff === undefined ? {} : { cutOff }) };
}

/** What Terraform was at, it asked the provider to give up: some of it is there all the same, and no whole thing. */
function cutOffInWords(n: number | undefined): string {
  if (n === undefined) return "what it was at may be cut off: the same command keeps that or makes it anew";
  if (n === 0) return "nothing in its state is cut off";
  const them = n === 1 ? "it" : "them";
  return `${n} cut off while ${n === 1 ? "it was" : "they were"} made: the same command keeps ${them} or makes ${them} anew`;
}

const stopped = "it was asked to stop before";

/** The plan to apply: the one that was agreed to, or one that is made, shown and agreed to now. */
async function agreed(run: Run, p: StatePlan, above: readonly Outcome[]): Promise<Planned> {
  const { tf, agree, onProgress } = run;
  if (p.kind === "failed") throw p.error;
  if (p.kind === "planned" && !(await hasMoved(run, p.folder, above))) return p;
  onProgress(p.folder.name, { phase: "plans" });
  if (p.kind === "unknown" && run.prepare !== undefined) await run.prepare(p.folder, await headOf(tf, p.folder));
  const made = await planNow(tf, p.folder, { targets: run.targets?.get(p.folder.name) ?? [] });
  if (made.plan.empty || (p.kind === "planned" && isSame(made, p))) return made;
  onProgress(p.folder.name, { phase: "asks" });
  await agree(made);
  return made;
}

/** Whether it would show whoever agrees to it what they have agreed to already. */
const isSame = (made: Planned, shown: Planned): boolean =>
  isDeepStrictEqual([made.changes, made.plan.outputs], [shown.changes, shown.plan.outputs]);

/**
 * Whether an output that a state reads got another value from an apply that was to leave it as it is, or may have got one
 * from an earlier run, of which nobody knows what it was to be.
 */
async function hasMoved({ plans }: Run, folder: StateFolder, above: readonly Outcome[]): Promise<boolean> {
  const earlier = above.filter((o) => o.result === "before").map((o) => o.state);
  const applied = new Map(above.filter((o) => o.result === "applied").map((o) => [o.state, o.head]));
  return (await readsOf(folder)).some(({ state, output }) => {
    if (earlier.includes(state)) return true;
    const planned = plans.find((p) => p.folder.name === state);
    if (!applied.has(state) || planned?.kind !== "planned") return applied.has(state);
    return applied.get(state)?.outputs.get(output) !== planned.head?.outputs.get(output);
  });
}

const isRefusal = (error: unknown): boolean => error instanceof OperatorError && error.exit === exitCode.refused;
