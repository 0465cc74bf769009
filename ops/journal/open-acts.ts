import { OperatorError } from "../../contracts/errors.ts";
import type { Environment } from "../../environments/environment.ts";
import { actorInWords } from "../actor.ts";
import type { Output } from "../command.ts";
import { openRecords, orRecordsFault, type RecordsOptions } from "../lock/store.ts";
import { again } from "../report/again.ts";
import { moment } from "../report/moment.ts";
import { Journal } from "./journal.ts";

/** Whose journal is read, and where the command speaks. */
export interface Telling extends RecordsOptions {
  readonly env: Environment;
  readonly out: Pick<Output, "note">;
}

/**
 * Says which acts have begun and not ended: whoever looks after a bad night wants to know of them, and what is being
 * applied looks like drift meanwhile. Who only looks holds no lock, so that it cannot tell whether they still run; it ends
 * none of them.
 *
 * @param unread told when the journal cannot be read: nobody knows what is open then
 */
export async function tellOpen(o: Telling, unread: (fault: OperatorError) => void): Promise<void> {
  try {
    for (const act of await openActs(o)) o.out.note(act);
  } catch (error) {
    if (!(error instanceof OperatorError)) throw error;
    unread(error);
  }
}

/** One sentence for each act; the entry of a state that it had begun would say the same again. */
async function openActs({ env, ...reach }: Telling): Promise<readonly string[]> {
  const journal = new Journal(await openRecords(env, reach), env);
  const holds = "what has begun there and not ended is not known";
  const open = await orRecordsFault(env, holds, () => journal.unfinished());
  return open
    .filter((e) => e.states === undefined || e.states.length === 0)
    .map(
      ({ operation, at, ...by }) =>
        `${operation} by ${actorInWords(by)} at ${moment(at)} has begun and not ended: it still runs, or was cut off; ${again("lock show", { env, emulated: reach.emulated })} tells`,
    );
}
