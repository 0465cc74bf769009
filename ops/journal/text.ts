import { actorInWords } from "../actor.ts";
import { moment } from "../report/moment.ts";
import { table } from "../report/table.ts";
import type { JournalEntry } from "./entry.ts";

/** Hex digits of a commit that tell it from others. A bundle is named whole: that is what its file and its page say. */
const shortHash = 8;

/**
 * Entries for people, in the order they are given: a line for each run that has ended, with what became of each state. Of
 * one that has not, its first entry and those of its states. Never cut to a terminal: the page of a run has to stay whole.
 */
export function journalAsText(entries: readonly JournalEntry[]): string {
  const shown = runsIn(entries);
  const rows = shown.map((e) => [
    moment(e.at).replace(" UTC", ""),
    wholeOf(e, entries) === undefined ? e.operation : `${e.operation}, one state`,
    e.result,
    actorInWords(e),
    (e.commit ?? "").slice(0, shortHash),
    e.bundle ?? "",
    details(e),
  ]);
  const text = table(["when (UTC)", "what", "result", "who", "commit", "bundle", "states, reason"], rows);
  const left = entries.length - shown.length;
  return left === 0 ? text : `${text}\n${left} more in --json: when these began, and each state by itself`;
}

/** Less what the last entry of a run tells as well: that it began, and what became of each state; a reason of its own stays. */
function runsIn(entries: readonly JournalEntry[]): readonly JournalEntry[] {
  const ends = entries.filter((e) => e.result !== "started");
  return entries.filter((e) => {
    if (e.result === "started" && ends.some((end) => end.act === e.act && end.operation === e.operation)) return false;
    return e.reason !== undefined || !isTold(e.states, wholeOf(e, ends));
  });
}

/** A run that was cut off is ended by whoever comes next, who does not know what became of its states. */
const isTold = (states: JournalEntry["states"] = [], whole: JournalEntry | undefined): boolean =>
  whole !== undefined && states.every(({ name }) => whole.states?.some((s) => s.name === name));

/** The entry of a run that an entry about one of its states belongs to. */
const wholeOf = (e: JournalEntry, all: readonly JournalEntry[]): JournalEntry | undefined =>
  all.find((whole) => whole.operation === e.operation && e.act.startsWith(`${whole.act}-`));

const details = ({ states = [], reason }: JournalEntry): string =>
  [states.map((s) => `${s.name} ${s.result}`).join(", "), reason ?? ""].filter((part) => part !== "").join("; ");

/** Acts without an end, each once: an apply's states have entries of their own, which have no end then either. */
export const unfinishedRuns = (unfinished: readonly JournalEntry[]): readonly JournalEntry[] =>
  unfinished.filter((e) => wholeOf(e, unfinished) === undefined);

/** What was going on when somebody was cut off; one sentence. */
export const unfinishedInWords = (e: JournalEntry): string =>
  `${e.operation} of ${actorInWords(e)}, started ${moment(e.at)}, has no end in the journal: it runs, or it was cut off`;
