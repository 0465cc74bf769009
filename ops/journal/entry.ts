import { z } from "zod";
import { names } from "../../contracts/names.ts";

/** What an environment's journal knows: everything that changes it, and the plans that are made for that. */
const operations = ["plan", "apply", "destroy", "unlock", "bootstrap", "drift-fix", "topics"] as const;

/** `started` is the first entry of an act; each of the others is its last. */
const results = ["started", "ok", "failed", "refused", "interrupted"] as const;

/** One entry: an object below `names.journalPrefix`, as JSON; it is written once and never changed. */
export const journalEntry = z.object({
  /** The same in the first and the last entry of an act. */
  act: z.string().regex(/^[\w-]+$/),
  /** ISO 8601, UTC, with milliseconds. */
  at: z.string().regex(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/),
  environment: z.string(),
  who: z.string(),
  host: z.string(),
  /** URL of the run of CI. */
  run: z.string().exactOptional(),
  operation: z.enum(operations),
  result: z.enum(results),
  /** Id of the plan bundle: `plan-` and twelve hex digits. */
  bundle: z.string().exactOptional(),
  /** Of the code, twelve hex digits; `unknown` outside a repository. */
  commit: z.string().exactOptional(),
  /** States that were touched, each with what became of it: applied, failed, skipped, … */
  states: z.array(z.object({ name: z.string(), result: z.string() })).exactOptional(),
  /** What somebody gave as reason, or why it ended so. */
  reason: z.string().exactOptional(),
});
/** One of {@link journalEntry}. */
export type JournalEntry = z.infer<typeof journalEntry>;
/** One of the results of an entry. */
export type JournalResult = JournalEntry["result"];

/**
 * Key of an entry: keys in order are entries in time, the first of an act before its last also within a millisecond, and
 * a key tells act and result without a read. It ends with the operation, so that who may only plan can be kept from
 * writing that something was applied.
 */
export const entryKey = ({ environment, at, act, operation, result }: Omit<JournalEntry, "who" | "host">): string =>
  `${names.journalPrefix({ name: environment })}${at}-${act}-${result === "started" ? 0 : 1}-${result}${names.journalEnd(operation)}`;

/** What a key tells of its entry. */
export interface KeyOfEntry {
  readonly key: string;
  readonly act: string;
  readonly operation: JournalEntry["operation"];
  readonly result: JournalResult;
}

const shape = new RegExp(
  `/[^/]{24}-(?<act>[\\w-]+)-[01]-(?<result>${results.join("|")})\\.(?<operation>${operations.join("|")})\\.json$`,
);

/** Reads a key; undefined for one that no entry has. */
export function parseKey(key: string): KeyOfEntry | undefined {
  const { act, operation, result } = shape.exec(key)?.groups ?? {};
  if (act === undefined) return undefined;
  return { key, act, operation: operation as JournalEntry["operation"], result: result as JournalResult };
}
