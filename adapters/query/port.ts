import type { Retry } from "../../contracts/errors.ts";

/** A value in a result row: JSON plus nothing. Timestamps are ISO 8601 strings in UTC, 64-bit integers beyond 2^53 are strings. */
export type Value = string | number | boolean | null | readonly Value[] | { readonly [field: string]: Value };

/** A query's answer. */
export interface QueryResult {
  readonly columns: readonly { readonly name: string; readonly type: string }[];
  readonly rows: readonly Readonly<Record<string, Value>>[];
  /** True when `maxRows` cut the rows. */
  readonly truncated: boolean;
}

/** The datasets of the lake that consist of files. */
export type FileSet = "bronze" | "silver";

/** Options of {@link Query.run}. */
export interface RunOptions {
  /** Bound to `$1`, `$2`, … @default - none. */
  readonly params?: readonly (string | number | boolean | null)[];
  /** The views of a dataset show these of its {@link Query.files} and no others. @default - all files. */
  readonly only?: { readonly dataset: FileSet; readonly files: readonly string[] };
  /** Most rows returned. @default - 10,000. */
  readonly maxRows?: number;
  /** Given up after this, milliseconds. @default - 60,000. */
  readonly timeoutMs?: number;
}

/** Read-only SQL over the lake: views `bronze` (kept events), `bronze_all` (every outcome) and `silver` (OCSF). */
export interface Query {
  run(sql: string, options?: RunOptions): Promise<QueryResult>;
  /** Names of a dataset's files, in order; a file's content never changes. To open them all is what a query costs most. */
  files(dataset: FileSet): Promise<readonly string[]>;
  close(): Promise<void>;
}

/** A fault of a query; `code` "sql" is the caller's mistake. */
export class QueryError extends Error {
  override readonly name = "QueryError";
  readonly code: "sql" | "timeout" | "unavailable";
  readonly retry: Retry;
  constructor(code: QueryError["code"], message: string, retry: Retry, options?: ErrorOptions) {
    super(message, options);
    this.code = code;
    this.retry = retry;
  }
}
