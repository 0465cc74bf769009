import { exitCode, OperatorError } from "../../contracts/errors.ts";
import { actorInWords } from "../actor.ts";
import { begin, type Ending, endInterrupted } from "../journal/act.ts";
import type { JournalEntry } from "../journal/entry.ts";
import type { Journal } from "../journal/journal.ts";
import { isInterruption, isLockLost } from "../report/error.ts";
import { moment } from "../report/moment.ts";
import type { BundleSummary } from "./bundle.ts";
import type { Applied, ApplyOptions } from "./engine.ts";
import { holds, type Outcome } from "./outcome.ts";
import type { ApplyRequest } from "./request.ts";

/** What earlier runs with a bundle did to its states. `begun`: it was not heard of again, or it failed. */
export type Done = ReadonlyMap<string, "applied" | "begun">;

/** Entries that are looked through for what a bundle has done: a bundle is good for a day. */
const lookedThrough = 200;

/** What the journal records as done with a bundle. */
export async function doneBy(journal: Journal, bundle: string): Promise<Done> {
  const { entries } = await journal.read(lookedThrough);
  const done = new Map<string, "applied" | "begun">();
  const mine = entries.filter((e) => e.operation === "apply" && e.bundle === bundle);
  for (const { name, result } of mine.toReversed().flatMap((e) => e.states ?? []))
    if (result === "applied" || result === "begun" || result === "failed")
      done.set(name, result === "applied" ? "applied" : "begun");
  return done;
}

/**
 * Says what earlier commands have begun and not ended, and ends it in the journal, so that nobody is told of it twice.
 * Only for who holds the environment: nobody else can be at it then.
 */
export async function tellUnfinished(journal: Journal, note: (line: string) => void): Promise<void> {
  // To release a lock takes no lock, and topics of `local` take none: those may still run.
  const lockless = journal.env.name === "local" ? ["unlock", "topics"] : ["unlock"];
  const open = (await journal.unfinished()).filter((e) => !lockless.includes(e.operation));
  const partsOf = (whole: JournalEntry) => open.filter((e) => e.act.startsWith(`${whole.act}-`));
  const parts = new Set(open.flatMap(partsOf));
  for (const entry of open) {
    if (!parts.has(entry)) note(cutOffInWords(entry, [entry, ...partsOf(entry)]));
    await endInterrupted(journal, entry);
  }
}

function cutOffInWords({ operation, at, bundle, ...by }: JournalEntry, all: readonly JournalEntry[]): string {
  const states = all.flatMap((e) => e.states ?? []).map((s) => s.name);
  const what = states.length === 0 ? "" : ` of ${states.join(", ")}`;
  const whose = bundle === undefined ? "" : `, bundle ${bundle}`;
  const where = operation === "topics" ? "stays on the bus" : "is in the states";
  return `${operation}${what} by ${actorInWords(by)} at ${moment(at)}${whose} was cut off: what it had done ${where}; the same command goes on`;
}

/** An act in its journal. */
export interface ActInJournal {
  readonly journal: Journal;
  readonly act: string;
}

/** What the journal calls an apply. */
export const operationOf = ({
  mending,
}: {
  readonly mending?: ApplyRequest["mending"] | undefined;
}): "apply" | "drift-fix" => (mending === undefined ? "apply" : "drift-fix");

/** What was asked for, in {@link unlessRefused}. */
interface AsWhat {
  readonly operation: JournalEntry["operation"];
  /** The command that was given, ready to paste. */
  readonly same: string;
  readonly note: (line: string) => void;
}

/** What is refused or fails before it begins is a line as well: who wanted what, and why it was not done. */
export async function unlessRefused<T>(
  { journal, act }: ActInJournal,
  { operation, same, note }: AsWhat,
  prepare: () => Promise<T>,
): Promise<T> {
  try {
    return await prepare();
  } catch (cause) {
    const error = cause instanceof Error && cause.name === "AbortError" ? stoppedBefore(same, cause) : cause;
    const result = endedBy(error);
    const reason = error instanceof Error ? error.message : String(error);
    await journal
      .append({ act, operation, result, reason })
      .catch((fault: Error) => note(`the journal does not know that this was ${result}: ${fault.message}`));
    throw error;
  }
}

const stoppedBefore = (same: string, cause: Error): OperatorError =>
  new OperatorError("CAP_INTERRUPTED", "interrupted before it began; nothing in AWS was changed", [same], {
    exit: exitCode.interrupted,
    cause,
  });

/** How the journal calls the end that an error made of an act. */
export function endedBy(error: unknown): Ending["result"] {
  const exit = error instanceof OperatorError ? error.exit : undefined;
  if (exit === exitCode.interrupted || isInterruption(error)) return "interrupted";
  return exit === exitCode.refused ? "refused" : "failed";
}

type Hooks = Pick<ApplyOptions, "onBegin" | "onEnd">;

/**
 * Runs an apply with its entries in the journal: that it began, each state before it is written and after, and how all
 * of it ended. What cannot be written before is not begun.
 */
export async function journalled(
  { journal, act }: ActInJournal,
  { despiteHealth, mending, out, signal }: Pick<ApplyRequest, "despiteHealth" | "mending" | "out" | "signal">,
  { id: bundle, commit }: BundleSummary,
  run: (hooks: Hooks) => Promise<Applied>,
): Promise<Applied> {
  const news = { operation: operationOf({ mending }), bundle, commit };
  const despite = despiteHealth === undefined ? [] : [`despite health: ${despiteHealth}`];
  const whole = await begin(journal, { ...news, act, ...reasonOf(despite) }, out.note);
  const ofState = (state: string, result: string) => ({
    ...news,
    act: `${act}-${state}`,
    states: [{ name: state, result }],
  });
  const applied = await run({
    onBegin: async (state) => void (await journal.append({ ...ofState(state, "begun"), result: "started" })),
    onEnd: async ({ state, result }) => {
      const ended = result === "applied" ? "ok" : result === "interrupted" ? result : "failed";
      const entry = journal.entry({ ...ofState(state, result), result: ended });
      // The state is as it is: that the journal does not know is told, and makes no failure of what was done.
      await journal
        .write(entry)
        .catch((error: Error) => out.note(`the journal does not know of ${state}: ${error.message}`));
    },
  });
  const lost = isLockLost(signal.reason) ? [signal.reason.message] : [];
  await whole.end({ ...endingOf(applied, signal), ...reasonOf([...despite, ...lost]) });
  return applied;
}

const reasonOf = (why: readonly string[]): Pick<Ending, "reason"> =>
  why.length === 0 ? {} : { reason: why.join("; ") };

function endingOf({ outcomes }: Applied, signal: AbortSignal): Ending {
  const states = outcomes.map(({ state, result }) => ({ name: state, result }));
  const result = outcomes.every(holds) ? "ok" : signal.aborted ? "interrupted" : worst(outcomes);
  return { result, states };
}

const worst = (outcomes: readonly Outcome[]): Ending["result"] =>
  outcomes.some((o) => o.result === "failed") ? "failed" : "refused";
