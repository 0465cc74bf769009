import { stripVTControlCharacters } from "node:util";
import { expect, test } from "vitest";
import { rowsAsTable } from "../../../ops/lake/rows.ts";
import { columnWidths, table } from "../../../ops/report/table.ts";

const widest = (text: string): number =>
  Math.max(
    ...stripVTControlCharacters(text)
      .split("\n")
      .map((line) => line.length),
  );

test("the widest column gives way first, the narrow ones stay whole", () => {
  expect(columnWidths(["id", "text"], [["12", "x".repeat(100)]], 40)).toEqual([2, 36]);
});

test("without a width nothing is cut; with one no line is longer", () => {
  const rows = [["a", "y".repeat(200)]];
  expect(table(["k", "v"], rows)).toContain("y".repeat(200));
  expect(widest(table(["k", "v"], rows, { width: 60 }))).toBeLessThanOrEqual(60);
});

test("columns that do not fit at all are undefined, and rows then stand one below the other", () => {
  const names = Array.from({ length: 30 }, (_, i) => `column_${i}`);
  expect(columnWidths(names, [], 80)).toBeUndefined();
  const row = Object.fromEntries(names.map((n) => [n, n === "column_3" ? null : `value of ${n}`]));
  const columns = names.map((name) => ({ name, type: "VARCHAR" }));
  const text = stripVTControlCharacters(rowsAsTable({ columns, rows: [row], truncated: false }, 80));
  expect(text).toContain("row 1");
  expect(text).toContain("value of column_29");
  expect(text).not.toContain("column_3 ");
  expect(widest(text)).toBeLessThanOrEqual(80);
});
