import pc from "picocolors";
import { type ExitCode, exitCode, OperatorError } from "../../contracts/errors.ts";
import { whoHoldsIt } from "../lock/text.ts";
import { again } from "../report/again.ts";
import { isInterruption } from "../report/error.ts";
import { table } from "../report/table.ts";
import { type Drift, inWords } from "../terraform/drift.ts";
import { goesOn } from "../terraform/run.ts";
import { appliedInWords, changesInWords } from "./applying.ts";
import type { BundleSummary } from "./bundle.ts";
import type { Applied } from "./engine.ts";
import { holds, type Outcome } from "./outcome.ts";
import { type ApplyRequest, sameCommand } from "./request.ts";

/** What became of one state. */
interface StateResult
  extends Pick<Outcome, "result" | "planned" | "added" | "changed" | "destroyed" | "cutOff" | "seconds" | "because"> {
  readonly name: string;
  /** What to do about a failure or a refusal. */
  readonly nextSteps?: readonly string[];
}

/** What `cap apply` came to; `--json` prints it as it is. Its keys are a contract. */
export interface ApplyResult {
  readonly environment: string;
  readonly profile: string;
  readonly bundle: string;
  readonly commit: string;
  readonly verdict: "applied" | "unchanged" | "failed" | "interrupted" | "declined" | "drift" | "unknown" | "lock-lost";
  /** Why the lock was lost, and to whom; absent of every other verdict. */
  readonly because?: string;
  readonly states: readonly StateResult[];
  /** What was not as it had just been applied, and no rule explains. */
  readonly drift: readonly (Drift & { readonly state: string })[];
  /** How many attributes that AWS filled in or spells another way were written to the states, by the rule's name. */
  readonly noise: Readonly<Record<string, number>>;
  /** States that could not be looked at after their apply. */
  readonly blind: readonly { readonly state: string; readonly because: string }[];
  readonly seconds: number;
}

/**
 * The result of an apply.
 *
 * @param began by `performance.now()`
 * @param signal told the command to stop
 */
export function resultOf(
  s: BundleSummary,
  { outcomes, settled }: Applied,
  began: number,
  signal: AbortSignal,
): ApplyResult {
  const drift = settled.flatMap(({ state, drift: found }) =>
    found.map((d) => ({ state, address: d.resource.address, ...inWords(d) })),
  );
  const noise = Map.groupBy(
    settled.flatMap((one) => one.noise),
    (n) => n.rule,
  );
  const blind = settled.flatMap(({ state, error }) =>
    error === undefined ? [] : [{ state, because: blindness(error) }],
  );
  return {
    environment: s.environment,
    profile: s.profile,
    bundle: s.id,
    commit: s.commit,
    verdict: cutShort(outcomes, signal) ?? verdictOf(outcomes, drift.length > 0, blind.length > 0),
    states: outcomes.map(stateOf),
    drift,
    noise: Object.fromEntries([...noise].map(([rule, all]) => [rule, all.length])),
    blind,
    seconds: Math.round((performance.now() - began) / 100) / 10,
  };
}

/**
 * The result of an apply that lost its lock: from then on somebody else may have been at the same states. The journal
 * tells what became of them, `ok` where all of them hold, and why the lock was lost where that was known by then.
 */
export const lockWasLost = (result: ApplyResult, { message }: OperatorError): ApplyResult => ({
  ...result,
  verdict: "lock-lost",
  because: message,
});

/** Why not all of it was applied. The journal says the same, and calls `refused` what is `declined` here. */
function cutShort(outcomes: readonly Outcome[], signal: AbortSignal): ApplyResult["verdict"] | undefined {
  if (outcomes.every(holds)) return undefined;
  if (signal.aborted) return "interrupted";
  return outcomes.some((o) => o.result === "failed") ? "failed" : "declined";
}

function verdictOf(outcomes: readonly Outcome[], drift: boolean, blind: boolean): ApplyResult["verdict"] {
  if (drift) return "drift";
  if (blind) return "unknown";
  return outcomes.some((o) => o.result === "applied") ? "applied" : "unchanged";
}

function stateOf({ state: name, head: _, error, because, ...rest }: Outcome): StateResult {
  const why = because ?? (error === undefined ? undefined : words(error));
  const next = error instanceof OperatorError ? error.nextSteps.filter((step) => step !== goesOn) : [];
  return {
    name,
    ...rest,
    ...(why === undefined ? {} : { because: why }),
    ...(next.length === 0 ? {} : { nextSteps: next }),
  };
}

const words = (error: unknown): string => (error instanceof Error ? error.message : String(error));

const blindness = (error: unknown): string =>
  isInterruption(error) ? "applied, and interrupted before it was looked at once more" : words(error);

/** How the process ends after this result. */
export const exitOf = ({ verdict }: ApplyResult): ExitCode =>
  ({
    applied: exitCode.ok,
    unchanged: exitCode.ok,
    failed: exitCode.toolError,
    interrupted: exitCode.interrupted,
    declined: exitCode.refused,
    drift: exitCode.findings,
    unknown: exitCode.couldNotLook,
    "lock-lost": exitCode.toolError,
  })[verdict];

/**
 * The result for people: what is applied and what is not, why, and what to do.
 *
 * @param stays whether what was applied to is still there when the command has ended
 */
export function resultAsText(r: ApplyResult, o: ApplyRequest, stays: boolean): string {
  const states = r.states.map((s) => [s.name, s.result, cameTo(s), `${s.seconds} s`]);
  const open = r.states.filter((s) => s.because !== undefined);
  return [
    ...(states.length === 0 ? [] : [table(["state", "result", "changes", "took"], states), ""]),
    ...open.map((s) => `${pc.red("✖")} ${s.name}: ${s.because}`),
    ...r.drift.map((d) => `${pc.yellow("!")} ${d.state}: ${d.address} ${d.attribute}: ${d.before} → ${d.after}`),
    ...r.blind.map((b) => `${pc.yellow("?")} ${b.state}: ${b.because}`),
    ...(r.because === undefined ? [] : [`${pc.red("✖")} ${r.because}`]),
    verdictLine(r),
    ...nextSteps(r, o, stays).map((step) => `  ${pc.dim("→")} ${step}`),
  ].join("\n");
}

/** `40 added, 12 cut off, of 61 planned`: what was done, and where it did not come to its end, of how much. */
function cameTo(s: StateResult): string {
  if (s.result === "applied") return appliedInWords(s);
  const done = changesInWords(s);
  if (s.planned === undefined) return done;
  const cut = s.cutOff === undefined || s.cutOff === 0 ? "" : `, ${s.cutOff} cut off`;
  return `${done}${cut}, of ${s.planned} planned`;
}

function verdictLine({ verdict, environment, profile, states }: ApplyResult): string {
  const name = `${environment} (${profile})`;
  const done = states.filter(holds);
  const line = {
    applied: pc.green(`✔ ${name}: applied`),
    unchanged: pc.green(`✔ ${name}: nothing to change`),
    failed: pc.red(`✖ ${name}: ${done.length} of ${states.length} states are applied`),
    interrupted: pc.yellow(
      `- ${name}: interrupted; ${done.length} of ${states.length} states are applied, what was done is in the states`,
    ),
    declined: pc.yellow(`- ${name}: ${done.length} of ${states.length} states are applied, nobody agreed to the rest`),
    drift: pc.yellow(`! ${name}: applied, and not as it was applied any more: somebody else is at it`),
    unknown: pc.yellow(`? ${name}: applied; whether it stayed as applied could not be seen`),
    "lock-lost": pc.red(
      `✖ ${name}: the lock was lost; ${done.length} of ${states.length} states are applied, what was done is in the states`,
    ),
  };
  return pc.bold(line[verdict]);
}

function nextSteps({ verdict, states }: ApplyResult, o: ApplyRequest, stays: boolean): string[] {
  const own = [...new Set(states.flatMap((s) => s.nextSteps ?? []))];
  const goingOn = `the same command goes on from here: ${sameCommand(o)}`;
  if (verdict === "failed" || verdict === "interrupted") return [goingOn, ...own];
  if (verdict === "lock-lost") {
    const who = whoHoldsIt(o.env);
    // Where all of it was applied there is nothing to go on with, only what somebody else may have done to it since.
    const then = states.every(holds) ? `whether it is still as it was applied: ${again("drift", o)}` : goingOn;
    // What was stopped by it says the same.
    return [...who, `once nobody else is at it, ${then}`, ...own.filter((step) => !who.includes(step))];
  }
  if (verdict === "declined") return own.length === 0 ? [goingOn] : own;
  if (verdict === "drift" || verdict === "unknown") return [again("drift", o)];
  if (o.verb === "bootstrap") return [again("plan", o)];
  const { env, emulated } = o;
  const look = again("health", { env, emulated });
  if (stays) return [look];
  const keep = again("up", { env, emulated }, "--detach");
  return [`its emulated AWS ends with this command; to keep one running: ${keep}`, `then: ${look}`];
}
