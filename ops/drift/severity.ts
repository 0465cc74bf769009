import type { Difference, Severity } from "./finding.ts";
import { opennessOf } from "./openness.ts";
import type { SeverityLine } from "./severity-line.ts";
import { severityLines } from "./severity-lines.ts";

/** What is at stake, and why. */
export type Judgement = Pick<SeverityLine, "severity" | "why">;

const open: Judgement = { severity: "security", why: "It is open to the world now." };

/** What nobody has thought of is not taken for harmless. */
const unforeseen: Judgement = { severity: "availability", why: "What runs is not what was tested." };

/** What is at stake with this difference, and why. */
export function judge(d: Difference): Judgement {
  if (opennessOf(d) === "world") return open;
  return severityLines.find((line) => fits(line, d)) ?? unforeseen;
}

/** What is at stake with this difference: by its type and attribute, in whole by its type. */
export const severityOf = (d: Difference): Severity => judge(d).severity;

function fits(line: SeverityLine, d: Difference): boolean {
  return (
    (line.kinds?.includes(d.kind) ?? true) &&
    (line.states?.includes(d.state ?? "") ?? true) &&
    (line.types?.some((pattern) => matches(pattern, d.type)) ?? true) &&
    (line.attributes?.some((pattern) => segments(d.attribute).some((name) => matches(pattern, name))) ?? true) &&
    (line.when === undefined || becameLess(d))
  );
}

/** `ingress[0].cidr_blocks` has the names `ingress` and `cidr_blocks`. */
const segments = (attribute: string): string[] => attribute.replaceAll(/\[[^\]]*\]/g, "").split(".");

const matches = (pattern: string, name: string): boolean => expressionOf(pattern).test(name);

const expressions = new Map<string, RegExp>();
/** Patterns hold letters, digits, `_` and `*`. */
function expressionOf(pattern: string): RegExp {
  const known = expressions.get(pattern);
  if (known !== undefined) return known;
  const made = new RegExp(`^${pattern.replaceAll("*", ".*")}$`);
  expressions.set(pattern, made);
  return made;
}

function becameLess({ before, after, attribute }: Difference): boolean {
  const endless = (n: number): number => (n === 0 && attribute.includes("retention") ? Number.POSITIVE_INFINITY : n);
  // Some numbers are strings to AWS: the memory of a task is `"512"`.
  const number = (json: string): number => endless(Number(json.replaceAll('"', "")));
  return number(after) < number(before);
}
