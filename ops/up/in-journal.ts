import { randomUUID } from "node:crypto";
import { exitCode, OperatorError } from "../../contracts/errors.ts";
import type { Environment } from "../../environments/environment.ts";
import { tellUnfinished } from "../apply/journalled.ts";
import { begin, type Ending, type JournalledAct } from "../journal/act.ts";
import { Journal } from "../journal/journal.ts";
import { openRecords, orRecordsFault } from "../lock/store.ts";

/** What is about to be done with the emulated AWS of an environment, by who holds its folder. */
export interface LocalAct {
  readonly env: Environment;
  readonly operation: "apply" | "destroy";
  readonly note: (line: string) => void;
}

/**
 * Begins an act in the journal and ends there what was cut off before. The first `cap up` finds no store, because it
 * makes it: its first entry is written with its last. OperatorError CAP_RECORDS when the store does not answer.
 *
 * @returns writes the last entry; never rejects for want of a store
 */
export async function beginInJournal(act: LocalAct): Promise<(how: Ending) => Promise<void>> {
  const { env, operation, note } = act;
  const objects = await openRecords(env, { emulated: true });
  const journal = new Journal(objects, env);
  const news = { operation, act: randomUUID() };
  const start = (): Promise<JournalledAct> => begin(journal, news, note);
  const begun = await orRecordsFault(env, "nothing was changed", () => tellUnfinished(journal, note))
    .then(start)
    .catch(undefinedWhereNoStore);
  return async (how) => {
    try {
      await (begun ?? (await start())).end(how);
    } catch (error) {
      if (!(error instanceof OperatorError)) throw error;
      note(`the journal of ${env.name} does not know of this ${operation}: ${error.message}`);
    } finally {
      objects.close();
    }
  };
}

function undefinedWhereNoStore(error: unknown): undefined {
  if (error instanceof OperatorError && error.exit === exitCode.refused) return;
  throw error;
}
