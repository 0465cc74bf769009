import { QueryError } from "./port.ts";

// DuckDB names the class of a fault at the start of its message: `Binder Error: …`.
const interrupted = /^INTERRUPT/;
const ofFiles = /^(IO|HTTP|Serialization) Error|magic bytes|too small to be a Parquet file|No files found/i;
const ofDuckdb = /^(INTERNAL|FATAL|Connection) Error/;

/** True when the lake's files changed while they were read: the same query may well succeed now. */
export const isFileFault = (error: unknown): boolean => error instanceof Error && ofFiles.test(error.message);

/** What DuckDB threw, as a QueryError; anything that is not DuckDB's or the files' doing is the query's. */
export function queryError(error: unknown, timeoutMs: number): QueryError {
  if (error instanceof QueryError) return error;
  const message = error instanceof Error ? error.message : String(error);
  const options = { cause: error };
  if (interrupted.test(message))
    return new QueryError("timeout", `the query was given up after ${timeoutMs} ms; ask for less`, "never", options);
  if (isFileFault(error))
    return new QueryError("unavailable", `the lake could not be read: ${message}`, "now", options);
  if (ofDuckdb.test(message)) return new QueryError("unavailable", message, "never", options);
  return new QueryError("sql", message, "never", options);
}
