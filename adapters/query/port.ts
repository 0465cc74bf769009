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

/** Options of {@link Query.run}. */
export interface RunOptions {
  /** Bound to `$1`, `$2`, … @default - none. */
  readonly params?: readonly (string | number | boolean | null)[];
  /** Most rows returned. @default - 10,000. */
  readonly maxRows?: number;
  /** Given up after this, milliseconds. @default - 60,000. */
  readonly timeoutMs?: number;
}

/** Read-only SQL over the lake: views `bronze` (kept events), `bronze_all` (every outcome) and `silver` (OCSF). */
export interface Query {
  run(sql: string, options?: RunOptions): Promise<QueryResult>;
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
