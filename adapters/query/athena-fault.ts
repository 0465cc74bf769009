import { InvalidRequestException, type QueryExecutionStatus } from "@aws-sdk/client-athena";
import { awsFault } from "../aws/fault.ts";
import { QueryError } from "./port.ts";

/** What a call to Athena or S3 threw, as a QueryError; a statement that Athena cannot read is the caller's mistake. */
export function athenaError(doing: string, error: unknown): QueryError {
  if (error instanceof QueryError) return error;
  const { message, retry } = awsFault(error);
  const malformed = error instanceof InvalidRequestException && error.AthenaErrorCode === "MALFORMED_QUERY";
  if (malformed) return new QueryError("sql", error.message, "never", { cause: error });
  return new QueryError("unavailable", `${doing}: ${message}`, retry, { cause: error });
}

// Athena's categories of errors: 1 is Athena's own, 2 the statement's, 3 others'. Source: Athena user guide, "Athena error
// catalog".
const ofStatement = 2;
// The workgroup's bound on what one query may read; Athena reports it as a cancellation.
const tooMuch = /bytes scanned limit/i;
// The lake is written while it is read: a file may go between the list of a partition and its reading.
const ofFiles = /HIVE_CANNOT_OPEN_SPLIT|HIVE_FILESYSTEM_ERROR|HIVE_BAD_DATA|HIVE_CURSOR_ERROR|NoSuchKey/;

/** Why a query did not succeed. */
export function failure({
  StateChangeReason: reason = "without a reason",
  ...status
}: QueryExecutionStatus): QueryError {
  const error = status.AthenaError;
  if (tooMuch.test(reason))
    return new QueryError("timeout", `the query would read more than it may: ${reason}; ask for less`, "never");
  if (ofFiles.test(reason)) return new QueryError("unavailable", `the lake could not be read: ${reason}`, "now");
  if (status.State === "CANCELLED") return new QueryError("unavailable", `the query was cancelled: ${reason}`, "now");
  if (error?.ErrorCategory === ofStatement) return new QueryError("sql", reason, "never");
  return new QueryError("unavailable", reason, error?.Retryable === false ? "never" : "now");
}
