import type { FileSet, Query, QueryResult } from "../../adapters/query/port.ts";
import { BugError } from "../../contracts/errors.ts";
import { queryTimeoutMs } from "./events.ts";

/** One row of an answer. */
export type Row = QueryResult["rows"][number];

/** What is summed up over the files of a dataset. */
export interface TallyOf<Sums> {
  readonly dataset: FileSet;
  /** Run over some files at a time; its rows have to be such that they can be added up. */
  readonly sql: string;
  readonly none: () => Sums;
  /** Adds a row; changes `sums`. */
  readonly add: (sums: Sums, row: Row) => void;
}

/** Files that one query reads: few enough that it ends in time, and what was counted stays counted. */
const filesAtOnce = 250;
const mostRows = 1_000_000;

/**
 * Sums over all files of a dataset that read each file once: files do not change, so their part is remembered. When one
 * is gone, the lake is another and is counted anew.
 */
export class Tally<Sums> {
  readonly #query: Query;
  readonly #of: TallyOf<Sums>;
  readonly #counted = new Set<string>();
  #sums: Sums;

  constructor(query: Query, of: TallyOf<Sums>) {
    this.#query = query;
    this.#of = of;
    this.#sums = of.none();
  }

  /** Counts what is new. Not to be called while a call is under way: files would count twice. */
  async read(): Promise<Sums> {
    const { dataset, sql, add, none } = this.#of;
    const files = await this.#query.files(dataset);
    const present = new Set(files);
    if ([...this.#counted].some((file) => !present.has(file))) {
      this.#counted.clear();
      this.#sums = none();
    }
    const fresh = files.filter((file) => !this.#counted.has(file));
    for (let at = 0; at < fresh.length; at += filesAtOnce) {
      const some = fresh.slice(at, at + filesAtOnce);
      const options = { only: { dataset, files: some }, maxRows: mostRows, timeoutMs: queryTimeoutMs };
      const { rows, truncated } = await this.#query.run(sql, options);
      if (truncated) throw new BugError(`a tally of ${some.length} files of ${dataset} has over ${mostRows} rows`);
      for (const row of rows) add(this.#sums, row);
      for (const file of some) this.#counted.add(file);
    }
    return this.#sums;
  }
}
