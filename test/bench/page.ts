const intro =
  "# Benchmarks\n\nA section is what `npm run bench NAME` measured, on the day, the machine and in the state that it names; with " +
  "`-- --write` it replaces its section here. Single absolute times depend on the machine; ratios were taken side by side in " +
  "one run.\n";

/** One benchmark's part of the page. */
export interface Section {
  /** What `npm run bench` calls it. */
  readonly name: string;
  /** When, where and how it was measured: a sentence. */
  readonly measured: string;
  /** The rows, as Markdown. */
  readonly table: string;
}

/** The page with these sections in the place of what they had before; all others stay as they are. */
export function withSections(page: string, sections: readonly Section[]): string {
  const parts = new Map(
    page
      .split(/^## /m)
      .slice(1)
      .map((part) => [part.split("\n", 1)[0] ?? "", `## ${part.trimEnd()}\n`]),
  );
  for (const { name, measured, table } of sections) parts.set(name, `## ${name}\n\n${measured}\n\n${table}\n`);
  const sorted = [...parts].toSorted(([a], [b]) => a.localeCompare(b)).map(([, part]) => part);
  return [intro, ...sorted].join("\n");
}
