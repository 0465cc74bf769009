import { InvalidRequestException } from "@aws-sdk/client-athena";
import { describe, expect, test } from "vitest";
import { athenaError, failure } from "../../../adapters/query/athena-fault.ts";
import { QueryError } from "../../../adapters/query/port.ts";

describe("a query that did not succeed", () => {
  const failed = (reason: string, category: number, Retryable = false) =>
    failure({
      State: "FAILED",
      StateChangeReason: reason,
      AthenaError: { ErrorCategory: category, Retryable },
    });

  test.each([
    [failed("COLUMN_NOT_FOUND: line 1:8: Column 'x' cannot be resolved", 2), "sql", "never"],
    [failed("HIVE_CANNOT_OPEN_SPLIT: Error opening Hive split s3://b/k: NoSuchKey", 2), "unavailable", "now"],
    [failed("Query exhausted resources at this scale factor", 1, true), "unavailable", "now"],
    [failed("Amazon Athena experienced an internal error", 1), "unavailable", "never"],
    [failure({ State: "CANCELLED", StateChangeReason: "Query was cancelled by user" }), "unavailable", "now"],
    [failure({ State: "CANCELLED", StateChangeReason: "Bytes scanned limit was exceeded" }), "timeout", "never"],
    [failure({ State: "FAILED" }), "unavailable", "now"],
  ])("%s is %s, to be asked again %s", (error, code, retry) => {
    expect(error).toMatchObject({ name: "QueryError", code, retry });
  });
});

describe("a call that was refused", () => {
  const invalid = (AthenaErrorCode?: string) =>
    new InvalidRequestException({
      message: "line 1:1: mismatched input 'selct'",
      $metadata: { httpStatusCode: 400 },
      ...(AthenaErrorCode === undefined ? {} : { AthenaErrorCode }),
    });

  test("for what cannot be parsed is the caller's mistake, for anything else it is not", () => {
    expect(athenaError("ask", invalid("MALFORMED_QUERY"))).toMatchObject({ code: "sql", retry: "never" });
    expect(athenaError("ask", invalid())).toMatchObject({ code: "unavailable", retry: "never" });
  });

  test("says what was asked, and keeps what is said already", () => {
    const busy = Object.assign(new Error("slow down"), { name: "TooManyRequestsException" });
    const told = { code: "unavailable", retry: "now", message: "ask Athena: TooManyRequestsException: slow down" };
    expect(athenaError("ask Athena", busy)).toMatchObject(told);
    const known = new QueryError("timeout", "x", "never");
    expect(athenaError("ask", known)).toBe(known);
  });
});
