import pc from "picocolors";
import type { QueryResult, Value } from "../../adapters/query/port.ts";
import { table } from "../report/table.ts";

/** A query's rows as a table for people, with a line that says how many there are and whether some were left out. */
export function rowsAsTable(result: QueryResult): string {
  const head = result.columns.map((c) => c.name);
  const rows = result.rows.map((row) => head.map((name) => cell(row[name] ?? null)));
  const count = `${result.rows.length} ${result.rows.length === 1 ? "row" : "rows"}`;
  const note = result.truncated ? `${count}, more left out: add --max-rows or a limit` : count;
  return `${table(head, rows)}\n${pc.dim(note)}`;
}

/** Structs and lists stand as JSON; null stands as an empty cell. */
function cell(value: Value): string {
  if (value === null) return "";
  return typeof value === "object" ? JSON.stringify(value) : String(value);
}
