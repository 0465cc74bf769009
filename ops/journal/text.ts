import { actorInWords } from "../actor.ts";
import { moment } from "../report/moment.ts";
import { table } from "../report/table.ts";
import type { JournalEntry } from "./entry.ts";

/** Hex digits of a commit that tell it from others. A bundle is named whole: that is what its file and its page say. */
const shortHash = 8;

/** Entries for people: one a line, in the order they are given. Never cut to a terminal: the page of a run has to stay whole. */
export function journalAsText(entries: readonly JournalEntry[]): string {
  const rows = entries.map((e) => [
    moment(e.at).replace(" UTC", ""),
    e.operation,
    e.result,
    actorInWords(e),
    (e.commit ?? "").slice(0, shortHash),
    e.bundle ?? "",
    details(e),
  ]);
  return table(["when (UTC)", "what", "result", "who", "commit", "bundle", "states, reason"], rows);
}

const details = ({ states = [], reason }: JournalEntry): string =>
  [states.map((s) => `${s.name} ${s.result}`).join(", "), reason ?? ""].filter((part) => part !== "").join("; ");

/** What was going on when somebody was cut off; one sentence. */
export const unfinishedInWords = (e: JournalEntry): string =>
  `${e.operation} of ${actorInWords(e)}, started ${moment(e.at)}, has no end in the journal: it runs, or it was cut off`;
