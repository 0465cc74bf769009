import { type Actor, type Finding, severities, wholeState } from "../finding.ts";
import { subjectOf } from "../order.ts";

/** Findings that one thing explains, the worst first. */
export interface Group {
  /** Who did all of it by which call, where CloudTrail told; the moment is that of the first finding. */
  readonly by?: Actor;
  readonly findings: readonly [Finding, ...Finding[]];
}

/** Calls of one kind by one caller that lie no further apart than this, milliseconds, are one piece of work. */
const oneSitting = 300_000;

/**
 * Findings by what caused them: what one caller did by one call in one sitting is one group, what the code has and nobody applied is
 * one for each state, states that hold nothing are one, everything else goes by resource. Takes them in their order and keeps it: the group with the worst
 * finding is the first.
 */
export function groupsOf(findings: readonly Finding[]): readonly Group[] {
  const sittings = sittingsOf(findings);
  const byCause = Map.groupBy(findings, (f) => {
    if (f.by !== undefined) return `sitting ${sittings.get(f)}`;
    if (f.type === wholeState) return "whole states";
    return f.kind === "undeployed" ? `undeployed ${f.state ?? ""}` : `${f.kind} ${f.state ?? ""} ${subjectOf(f)}`;
  });
  return [...byCause.values()].flatMap(([first, ...others]) =>
    first === undefined
      ? []
      : [{ ...(first.by === undefined ? {} : { by: first.by }), findings: [first, ...others] as const }],
  );
}

/** Which sitting each finding with an actor belongs to. */
function sittingsOf(findings: readonly Finding[]): ReadonlyMap<Finding, number> {
  const timed = findings
    .flatMap((f) => (f.by === undefined ? [] : [{ f, did: `${f.by.who} ${f.by.call}`, at: Date.parse(f.by.at) }]))
    .toSorted((a, b) => (a.did === b.did ? a.at - b.at : a.did < b.did ? -1 : 1));
  const sittings = new Map<Finding, number>();
  timed.forEach(({ f, did, at }, i) => {
    const before = timed[i - 1];
    const same = before !== undefined && before.did === did && at - before.at <= oneSitting;
    sittings.set(f, same ? (sittings.get(before.f) ?? i) : i);
  });
  return sittings;
}

/** The findings of a group by resource, in the order in which they come. */
export const byResource = (findings: readonly Finding[]): readonly Group["findings"][] =>
  [...Map.groupBy(findings, (f) => `${f.kind} ${f.state ?? ""} ${subjectOf(f)}`).values()].flatMap(
    ([first, ...others]) => (first === undefined ? [] : [[first, ...others] as const]),
  );

/** The worst of what is at stake. */
export const worst = (findings: readonly Finding[]): Finding["severity"] =>
  severities.find((s) => findings.some((f) => f.severity === s)) ?? "release";
