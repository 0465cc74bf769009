import { parsedJson } from "./json.ts";
import { QueryError, type Value } from "./port.ts";

// A double keeps 15 decimal digits for certain.
const exactDigits = 15;

const readers: Readonly<Record<string, (text: string) => Value>> = {
  boolean: (text) => text === "true",
  tinyint: Number,
  smallint: Number,
  integer: Number,
  bigint: (text) => (Number.isSafeInteger(Number(text)) ? Number(text) : text),
  decimal: (text) => (text.replace(/[-.]/g, "").length <= exactDigits ? Number(text) : text),
  float: double,
  real: double,
  double,
  timestamp,
  "timestamp with time zone": timestamp,
  json: parsedJson,
};

// Athena prints these without quotes around text: what was in them cannot be told from how they are written.
const nested = /^(array|map|row|struct)/;

/**
 * A value as Athena prints it in a column of a type, as the port wants it; `undefined` is NULL. What has no form of its
 * own in JSON stays as it is printed. QueryError "sql" for a nested type. Source: Athena user guide, "Data types".
 */
export function athenaValue(text: string | undefined, column: { readonly name: string; readonly type: string }): Value {
  if (nested.test(column.type))
    throw new QueryError("sql", `column ${column.name} is nested: select its fields, or cast it to JSON`, "never");
  return text === undefined ? null : (readers[column.type] ?? String)(text);
}

/** "NaN" and the infinities stay words. */
function double(text: string): Value {
  return Number.isFinite(Number(text)) ? Number(text) : text;
}

/** `2026-01-31 09:34:56.789`, UTC where it says so or says nothing; another zone stays as it is printed. */
function timestamp(text: string): Value {
  const [, day, seconds, fraction = ""] = /^(\d{4}-\d\d-\d\d) (\d\d:\d\d:\d\d)(?:\.(\d+))?(?: UTC)?$/.exec(text) ?? [];
  if (day === undefined) return text;
  // As DuckDB gives them: milliseconds, or microseconds where there are some.
  return `${day}T${seconds}.${fraction.slice(0, 6).replace(/0+$/, "").padEnd(3, "0")}Z`;
}
