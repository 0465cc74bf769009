import { ObjectsError } from "../../adapters/objects/port.ts";
import { again } from "../report/again.ts";
import type { JournalEntry, JournalResult } from "./entry.ts";
import type { Journal, News } from "./journal.ts";

/** An act whose first entry is written. */
export interface JournalledAct {
  /** The first entry. */
  readonly started: JournalEntry;
  /**
   * Writes the last entry. Tries for a minute, then says so: what was done is done, whether it is written or not. Never
   * rejects for want of a store.
   */
  end(how: Ending): Promise<void>;
}

/** How an act ended. */
export interface Ending extends Pick<News, "states" | "reason"> {
  readonly result: Exclude<JournalResult, "started">;
}

/** Longest that the last entry is tried for, and between two tries, milliseconds. */
const patienceMs = 60_000;
const againMs = 5_000;

/**
 * Begins an act: its first entry is in the journal when this resolves. OperatorError CAP_RECORDS otherwise, and then
 * nothing may begin.
 *
 * @param news `act` is the id of the lock that is held for it, where one is
 * @param note tells the operator
 */
export async function begin(
  journal: Journal,
  news: Omit<News, "result" | "states">,
  note: (line: string) => void,
): Promise<JournalledAct> {
  const started = await journal.append({ ...news, result: "started" });
  return {
    started,
    async end(how) {
      const fault = await writePatiently(journal, journal.entry({ ...news, ...how }));
      if (fault === undefined) return;
      note(
        `the journal of ${journal.env.name} could not be told that this ${news.operation} ended ${how.result}: ` +
          `${fault.message}\nit is shown as unfinished by ${again("history", { env: journal.env })}`,
      );
    },
  };
}

/** Ends an act of somebody who was cut off, so that nobody is told of it again. OperatorError CAP_RECORDS as `append`. */
export async function endInterrupted(journal: Journal, started: JournalEntry): Promise<void> {
  const { act, operation, bundle, commit } = started;
  const reason = `cut off: no last entry of ${started.who} on ${started.host}, started ${started.at}`;
  const more = { ...(bundle === undefined ? {} : { bundle }), ...(commit === undefined ? {} : { commit }) };
  await journal.append({ act, operation, result: "interrupted", reason, ...more });
}

/** Undefined when it is written, else the last fault. */
async function writePatiently(journal: Journal, entry: JournalEntry): Promise<ObjectsError | undefined> {
  const until = journal.clock.now().getTime() + patienceMs;
  for (;;) {
    try {
      await journal.write(entry);
      return undefined;
    } catch (error) {
      if (!(error instanceof ObjectsError)) throw error;
      if (error.retry === "never" || journal.clock.now().getTime() + againMs > until) return error;
    }
    await journal.clock.sleep(againMs);
  }
}
