import { type Difference, type Finding, kinds, severities } from "./finding.ts";
import { opennesses, opennessOf } from "./openness.ts";

/**
 * Findings with the worst first: what is at stake, then how far it is open (a security group that lets in the world is
 * first on the page, one that lets in more than before comes before what is not open), then the kind, then the address or, for what no state has, the type and the id.
 */
export const order = (findings: readonly Finding[]): Finding[] => findings.toSorted(compare);

/** What is at stake, then how far it is open: for sorting. */
export const worseFirst = (a: Weighed, b: Weighed): number =>
  severities.indexOf(a.severity) - severities.indexOf(b.severity) ||
  opennesses.indexOf(opennessOf(a)) - opennesses.indexOf(opennessOf(b));

type Weighed = Difference & Pick<Finding, "severity">;

function compare(a: Finding, b: Finding): number {
  return (
    worseFirst(a, b) ||
    kinds.indexOf(a.kind) - kinds.indexOf(b.kind) ||
    byCodePoint(subjectOf(a), subjectOf(b)) ||
    byCodePoint(a.attribute, b.attribute) ||
    byCodePoint(a.id, b.id)
  );
}

/** Address, or type and id of what no state has. */
export const subjectOf = (f: Pick<Finding, "address" | "type" | "resource">): string =>
  f.address ?? `${f.type} ${f.resource}`;

/** Not by the language of the machine: two machines tell the same order. */
const byCodePoint = (a: string, b: string): number => (a === b ? 0 : a < b ? -1 : 1);
