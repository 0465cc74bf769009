import type { Baseline, BaselineLine } from "./baseline-file.ts";
import type { Difference, ExpiredLine, Finding } from "./finding.ts";
import { idOfLine, sameSubject } from "./identity.ts";

/** What a baseline makes of differences. */
export interface Treated<D> {
  /** What is left, in the order it came in; `recorded` where a line keeps watching it. */
  readonly kept: readonly (D & Pick<Finding, "recorded">)[];
  /** How many were taken out. */
  readonly ignored: number;
  /** Lines that have expired. */
  readonly expired: readonly ExpiredLine[];
  /** Lines that decided nothing, one sentence each; empty when the look could not see everything. */
  readonly unneeded: readonly string[];
}

/**
 * Applies a baseline. The first line that matches decides; a line that has expired matches nothing.
 *
 * `at` is the moment of the look, ISO 8601, UTC; `sawAll` whether what was not found is not there.
 */
export function treat<D extends Difference>(
  { file, lines }: Baseline,
  differences: readonly D[],
  { at, sawAll }: { readonly at: string; readonly sawAll: boolean },
): Treated<D> {
  const today = at.slice(0, 10);
  const valid = lines.filter((l) => l.expires >= today);
  const decided = differences.map((d) => ({ d, line: valid.find((l) => covers(l, d)) }));
  const used = new Set(decided.map(({ line }) => line));
  return {
    kept: decided.filter(({ line }) => line?.treatment !== "ignore").map(({ d, line }) => withRecord(d, line)),
    ignored: decided.filter(({ line }) => line?.treatment === "ignore").length,
    expired: lines.filter((l) => l.expires < today).map((l, i, all) => expiredOf(file, l, all.slice(0, i))),
    unneeded: valid
      .filter((l) => sawAll && !used.has(l))
      .map((l) => `${file}:${l.line}: ${nameOf(l)} decides nothing any more; take the line out`),
  };
}

function expiredOf(file: string, l: BaselineLine, before: readonly BaselineLine[]): ExpiredLine {
  const id = idOfLine(file, l, before.filter((b) => sameSubject(b, l)).length);
  return { id, file, line: l.line, subject: nameOf(l), owner: l.owner, reason: l.reason, expires: l.expires };
}

function withRecord<D extends Difference>(d: D, line: BaselineLine | undefined): D & Pick<Finding, "recorded"> {
  if (line === undefined) return d;
  const { owner, reason, expires } = line;
  return { ...d, recorded: { owner, reason, expires } };
}

function covers(line: BaselineLine, d: Difference): boolean {
  const same =
    "address" in line
      ? line.address === d.address && (line.state === undefined || line.state === d.state)
      : d.address === undefined && line.type === d.type && line.resource === d.resource;
  return same && coversAttribute(line.attribute, d.attribute);
}

function coversAttribute(pattern: string | undefined, attribute: string): boolean {
  if (pattern === undefined) return true;
  return pattern.endsWith("*") ? attribute.startsWith(pattern.slice(0, -1)) : attribute === pattern;
}

const nameOf = (line: BaselineLine): string => {
  const subject = "address" in line ? line.address : `${line.type} ${line.resource}`;
  return line.attribute === undefined ? subject : `${subject} ${line.attribute}`;
};
