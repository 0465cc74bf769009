import { type ExitCode, exitCode } from "../../contracts/errors.ts";
import type { Environment } from "../../environments/environment.ts";
import type { Invocation } from "../command.ts";
import { wholeNumber } from "../flags.ts";
import { orRecordsFault } from "../lock/store.ts";
import { again } from "../report/again.ts";
import { withRecords } from "../workspace/records.ts";
import type { JournalEntry } from "./entry.ts";
import { Journal } from "./journal.ts";
import { journalAsText, unfinishedInWords, unfinishedRuns } from "./text.ts";

/** Entries that are shown without `--last`. */
const usual = "20";
/** More than a person reads, and than one answer should hold. */
const most = 1_000;

/** `cap history --json`. */
interface History {
  readonly environment: string;
  /** The newest first. */
  readonly entries: readonly JournalEntry[];
  /** First entries of acts without a last one. */
  readonly unfinished: readonly JournalEntry[];
  /** Keys of what lies among the entries and is none. */
  readonly unreadable: readonly string[];
}

/** Shows the newest entries, and what has no end. Exit 3 when something in the journal cannot be read. */
export async function showHistory({ env, emulated, flags, out, signal }: Invocation): Promise<ExitCode> {
  const last = wholeNumber("--last", flags["last"] ?? usual, { min: 1, max: most });
  return await withRecords({ env, emulated, operation: "cap history", signal, note: out.note }, async (objects) => {
    const journal = new Journal(objects, env);
    const read = () => Promise.all([journal.read(last), journal.unfinished()]);
    const [told, unfinished] = await orRecordsFault(env, "nothing was read", read);
    const history: History = { environment: env.name, ...told, unfinished };
    out.result(history, () => inWords(history, env));
    return told.unreadable.length > 0 ? exitCode.couldNotLook : exitCode.ok;
  });
}

function inWords({ environment, entries, unfinished, unreadable }: History, env: Environment): string {
  const none = entries.length + unreadable.length === 0 ? [`the journal of ${environment} is empty`] : [];
  return [
    ...none,
    ...(entries.length === 0 ? [] : [journalAsText(entries)]),
    ...unreadable.map((key) => `no entry, and nothing that CAP wrote: ${key}`),
    ...unfinishedRuns(unfinished).map(unfinishedInWords),
    ...(unfinished.length === 0 ? [] : [`which of the two:\n  → ${again("lock show", { env })}`]),
  ].join("\n");
}
