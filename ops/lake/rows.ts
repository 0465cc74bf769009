import pc from "picocolors";
import type { QueryResult, Value } from "../../adapters/query/port.ts";
import { columnWidths, table } from "../report/table.ts";

/**
 * A query's rows for people, with a line that says how many there are and whether some were left out. With a `width` no
 * line is longer: wide cells are cut, and rows of too many columns stand one below the other, a line for each value.
 */
export function rowsAsTable(result: QueryResult, width?: number): string {
  const head = result.columns.map((c) => c.name);
  const rows = result.rows.map((row) => head.map((name) => cell(row[name] ?? null)));
  const count = `${result.rows.length} ${result.rows.length === 1 ? "row" : "rows"}`;
  const note = result.truncated ? `${count}, more left out: add --max-rows or a limit` : count;
  if (width === undefined) return `${table(head, rows)}\n${pc.dim(note)}`;
  const shown =
    columnWidths(head, rows, width) === undefined ? oneBelowTheOther(head, rows, width) : table(head, rows, { width });
  const cut = shown.includes("…") ? "; … stands for what this terminal has no room for, --json shows all" : "";
  return `${shown}\n${pc.dim(`${note}${cut}`)}`;
}

/** A block for each row: its values that are not empty, by name. */
function oneBelowTheOther(head: readonly string[], rows: readonly (readonly string[])[], width: number): string {
  const longest = Math.max(...head.map((name) => name.length));
  const room = Math.max(8, width - longest - 2);
  return rows
    .map((row, i) =>
      [
        pc.dim(`row ${i + 1}`),
        ...head.flatMap((name, at) => {
          const value = row[at] ?? "";
          return value === ""
            ? []
            : [`${pc.bold(name.padEnd(longest))}  ${shorten(value.replaceAll("\n", " "), room)}`];
        }),
      ].join("\n"),
    )
    .join("\n\n");
}

const shorten = (text: string, room: number): string => (text.length <= room ? text : `${text.slice(0, room - 1)}…`);

/** Structs and lists stand as JSON; null stands as an empty cell. */
function cell(value: Value): string {
  if (value === null) return "";
  return typeof value === "object" ? JSON.stringify(value) : String(value);
}
