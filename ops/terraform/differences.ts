import { isDeepStrictEqual } from "node:util";
import type { ResourceChange } from "./show.ts";

/** One place in which the two sides of a change differ. */
export interface Difference {
  /** `ingress[0].cidr_blocks`; `(all)` where one side has no resource. */
  readonly path: string;
  readonly before: unknown;
  readonly after: unknown;
  /** Terraform calls it, or a part of it, sensitive; or it holds what Terraform calls so elsewhere in the resource. */
  readonly hidden: boolean;
}

/** Whether a difference is to be taken as one, though parts below it may be equal. Asked at every level, the widest first. */
export type Whole = (d: Difference) => boolean;

/**
 * Down to the smallest parts that differ. Lists of another length are compared whole, for sets have no order; so is what
 * is sensitive, for its parts may tell it.
 */
export function* differencesOf({ change: c }: ResourceChange, whole: Whole = () => false): Generator<Difference> {
  if (c.before === null || c.after === null) {
    yield { path: "(all)", before: c.before, after: c.after, hidden: false };
    return;
  }
  const secrets = [...secretsIn(c.before, c.before_sensitive), ...secretsIn(c.after, c.after_sensitive)];
  for (const d of compare("", c.before, c.after, [c.before_sensitive, c.after_sensitive], whole))
    yield { ...d, hidden: d.hidden || [d.before, d.after].some((value) => holdsAny(value, secrets)) };
}

/** Shorter ones are words like `true`, which stand everywhere. */
const shortestSecret = 6;

/**
 * Strings that Terraform calls sensitive. A provider computes attributes from others (`tags_all` from `tags`), and Terraform
 * does not call those sensitive.
 */
function secretsIn(value: unknown, sensitive: unknown): string[] {
  if (typeof value === "string") return sensitive === true && value.length >= shortestSecret ? [value] : [];
  const below = (key: string): unknown => (sensitive === true ? true : partsOf(sensitive)?.get(key));
  return [...(partsOf(value) ?? [])].flatMap(([key, part]) => secretsIn(part, below(key)));
}

const holdsAny = (value: unknown, secrets: readonly string[]): boolean =>
  typeof value === "string"
    ? secrets.some((secret) => value.includes(secret))
    : [...(partsOf(value)?.values() ?? [])].some((part) => holdsAny(part, secrets));

function* compare(
  path: string,
  before: unknown,
  after: unknown,
  secret: readonly unknown[],
  whole: Whole,
): Generator<Difference> {
  if (isDeepStrictEqual(before, after)) return;
  const [a, b] = [partsOf(before), partsOf(after)];
  const here = { path, before, after, hidden: secret.some(holdsTrue) };
  const comparable = a !== undefined && b !== undefined && Array.isArray(before) === Array.isArray(after);
  const indivisible = secret.includes(true) || !comparable || (Array.isArray(before) && a.size !== b.size);
  if (path !== "" && (indivisible || whole(here))) {
    yield here;
    return;
  }
  for (const key of new Set([...(a?.keys() ?? []), ...(b?.keys() ?? [])])) {
    const below = Array.isArray(before) ? `${path}[${key}]` : path === "" ? key : `${path}.${key}`;
    const inside = secret.map((s) => (s === true ? true : partsOf(s)?.get(key)));
    yield* compare(below, a?.get(key), b?.get(key), inside, whole);
  }
}

const partsOf = (value: unknown): Map<string, unknown> | undefined =>
  typeof value === "object" && value !== null ? new Map(Object.entries(value)) : undefined;

const holdsTrue = (value: unknown): boolean =>
  value === true || [...(partsOf(value)?.values() ?? [])].some((part) => holdsTrue(part));

/** What stands for such a value. */
export const knownLater = "(known after apply)";

/** Whether what a resource will have there is known only after the apply. */
export function isKnownLater({ path }: Pick<Difference, "path">, { change }: ResourceChange): boolean {
  let unknown = change.after_unknown;
  for (const key of path.split(/[.[\]]+/).filter((part) => part !== "")) {
    if (unknown === true) return true;
    unknown = partsOf(unknown)?.get(key);
  }
  return unknown === true;
}
