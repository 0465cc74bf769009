import type { Plan } from "../terraform/plan.ts";

/**
 * What a destruction takes away, for people: a line per state with how many of which type, the most first.
 *
 * @param data folder that is removed as well; undefined: data stays
 */
export function goingInWords(environment: string, plans: readonly Plan[], data: string | undefined): string {
  const width = Math.max(0, ...plans.map((p) => p.state.name.length));
  const lines = plans.map((p) => `${p.state.name.padEnd(width)}  ${p.counts.remove}: ${typesOf(p)}`);
  const all = data === undefined ? lines : [...lines, `the data on this machine: ${data}`];
  return all.length === 0 ? `${environment}: nothing goes` : [`goes from ${environment}:`, ...all].join("\n  ");
}

function typesOf({ changes }: Plan): string {
  const counts = new Map<string, number>();
  for (const { type, action } of changes) if (action === "delete") counts.set(type, (counts.get(type) ?? 0) + 1);
  return [...counts]
    .sort(([a, m], [b, n]) => n - m || a.localeCompare(b))
    .map(([type, n]) => `${n} ${type}`)
    .join(", ");
}
