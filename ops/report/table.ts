import Table from "cli-table3";
import pc from "picocolors";

/** Rows under a head, aligned, without vertical noise; cells are cut to what a terminal of `width` columns can show. */
export function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
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
    middle: "  ",
  };
  const t = new Table({
    head: head.map((h) => pc.bold(h)),
    chars: none,
    style: { "padding-left": 0, "padding-right": 0, head: [], border: [] },
  });
  t.push(...rows.map((r) => [...r]));
  return t
    .toString()
    .split("\n")
    .map((line) => line.trimEnd())
    .join("\n");
}
