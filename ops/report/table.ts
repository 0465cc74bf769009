import { stripVTControlCharacters } from "node:util";
import Table from "cli-table3";
import pc from "picocolors";

/** Between two columns. */
const gap = "  ";

/** The narrowest column that still says something. */
const narrowest = 8;

/** How {@link table} fits a terminal. */
export interface TableOptions {
  /** Columns of the terminal. @default - as wide as the cells are. */
  readonly width?: number;
  /** What happens to text that does not fit its cell: cut, with `…`, or continued on the next line. @default "cut" */
  readonly long?: "cut" | "wrap";
}

/** Rows under a head, aligned, without vertical noise. */
export function table(
  head: readonly string[],
  rows: readonly (readonly string[])[],
  { width, long = "cut" }: TableOptions = {},
): string {
  const none = {
    top: "",
    "top-mid": "",
    "top-left": "",
    "top-right": "",
    bottom: "",
    "bottom-mid": "",
    "bottom-left": "",
    "bottom-right": "",
    left: "",
    "left-mid": "",
    mid: "",
    "mid-mid": "",
    right: "",
    "right-mid": "",
    middle: gap,
  };
  const widths = width === undefined ? undefined : columnWidths(head, rows, width);
  const t = new Table({
    head: head.map((h) => pc.bold(h)),
    chars: none,
    style: { "padding-left": 0, "padding-right": 0, head: [], border: [] },
    ...(widths === undefined ? {} : { colWidths: [...widths], wordWrap: long === "wrap" }),
  });
  t.push(...rows.map((r) => [...r]));
  return t
    .toString()
    .split("\n")
    .map((line) => line.trimEnd())
    .join("\n");
}

/**
 * Widths of the columns in a terminal of `width`: the widest give way first. Undefined when so many columns do not fit
 * at all.
 */
export function columnWidths(
  head: readonly string[],
  rows: readonly (readonly string[])[],
  width: number,
): readonly number[] | undefined {
  const natural = head.map((h, i) => rows.reduce((most, row) => Math.max(most, wide(row[i] ?? "")), wide(h)));
  const room = width - gap.length * (head.length - 1);
  const sum = (most: number): number => natural.reduce((n, w) => n + Math.min(w, most), 0);
  let most = Math.max(0, ...natural);
  while (most > narrowest && sum(most) > room) most -= 1;
  return sum(most) > room ? undefined : natural.map((w) => Math.min(w, most));
}

const wide = (cell: string): number =>
  Math.max(
    ...stripVTControlCharacters(cell)
      .split("\n")
      .map((line) => line.length),
  );
