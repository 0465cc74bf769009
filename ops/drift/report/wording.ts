import { duration, secondsBetween } from "../../checks/wording.ts";
import type { Part } from "../../report/change.ts";
import { visible } from "../../report/visible.ts";
import {
  type DriftReport,
  type ExpiredLine,
  type Finding,
  type Kind,
  type Severity,
  severities,
  wholeState,
} from "../finding.ts";
import { type Openness, opennessOf } from "../openness.ts";

/** What happened, for a sentence that begins with the resource. */
export const kindWords: Readonly<Record<Kind, string>> = {
  changed: "changed outside",
  deleted: "deleted outside",
  unmanaged: "in no state",
  undeployed: "not applied",
};

/** What happened to this one: of a whole state why it holds nothing. */
export const eventWords = ({ kind, type, detail }: Pick<Finding, "kind" | "type" | "detail">): string =>
  type === wholeState && detail !== undefined ? visible(detail) : kindWords[kind];

/** What a person reads of a resource: its address, or the type, the id and the name of what no state has. */
export function nameOf(f: Pick<Finding, "address" | "type" | "resource" | "name">): string {
  if (f.address !== undefined) return visible(f.address);
  const name = f.name === undefined || f.name === f.resource ? "" : ` (${f.name})`;
  return visible(`${f.type} ${f.resource}${name}`);
}

/** The attribute; empty where the whole resource is meant. */
export const attributeOf = ({ attribute }: Pick<Finding, "attribute">): string =>
  attribute === "(all)" ? "" : visible(attribute);

/** Resource and attribute, for one line. */
export const subjectWords = (f: Pick<Finding, "address" | "type" | "resource" | "name" | "attribute">): string =>
  [nameOf(f), attributeOf(f)].filter((word) => word !== "").join(" ");

/** Who did it, for one line: the caller as `show` writes it, or what is known instead. */
export function actorWords({ by, kind }: Pick<Finding, "by" | "kind">, show: (text: string) => string): string {
  if (by !== undefined) return `${show(by.who)}, ${show(by.call)}, ${clock(by.at)}`;
  return kind === "undeployed" ? "the code: nobody has applied it" : "unknown";
}

/** How far it is open, in words; nothing when it is not. */
export const openWords = (f: Finding): string | undefined => opennessWords[opennessOf(f)];

const opennessWords: Readonly<Record<Openness, string | undefined>> = {
  world: "open to the world",
  public: "open to the public",
  wider: "lets more in",
  grants: "lets its role do more",
  outwards: "open towards the world",
  "wider outwards": "lets more out",
  none: undefined,
};

/** `environments/prod.drift.yaml:12: aws_vpc.vpc was to be settled by 2026-02-15 (platform: known)`. */
export const expiredWords = ({ file, line, subject, owner, reason, expires }: ExpiredLine): string =>
  visible(`${file}:${line}: ${subject} was to be settled by ${expires} (${owner}: ${reason})`);

/** `2026-11-25 22:14:03 UTC`. */
export const clock = (iso: string): string => `${iso.slice(0, 19).replace("T", " ")} UTC`;

/** `5 h`: from one moment to another, both ISO 8601. */
export const span = (from: string, to: string): string => duration(secondsBetween(new Date(from), new Date(to)));

/** One part of a change on one line: `2 → 5`, `cidr_ipv4 "10.0.0.0/8" → none`. */
export const changeWords = ({ path, before, after }: Part): string =>
  `${[path, before].filter(Boolean).join(" ")} → ${after ?? "none"}`;

/** `2 security, 1 tags`: how many findings of each, none left out that is there. */
export function tally(findings: readonly Finding[]): string {
  const number = (severity: Severity): number => findings.filter((f) => f.severity === severity).length;
  return severities
    .filter((s) => number(s) > 0)
    .map((s) => `${number(s)} ${s}`)
    .join(", ");
}

/** `21 of 34 types are also searched for what no state has`. */
export const coverageCount = ({ enumerated, notAnswered, notEnumerated }: DriftReport["coverage"]): string =>
  `${enumerated.length} of ${enumerated.length + notAnswered.length + notEnumerated.length} types are also searched for what no state has`;

/** The same, and which are not. */
export const coverageWords = (coverage: DriftReport["coverage"]): string =>
  [
    coverageCount(coverage),
    ...(coverage.notAnswered.length > 0 ? [`no answer: ${coverage.notAnswered.join(", ")}`] : []),
    ...(coverage.notEnumerated.length > 0 ? [`not: ${coverage.notEnumerated.join(", ")}`] : []),
  ].join("; ");
