import { isDeepStrictEqual } from "node:util";
import type { PlanDocument, ResourceChange } from "./show.ts";

/** One attribute with two values. */
export interface Drift {
  readonly address: string;
  /** `ingress[0].cidr_blocks`; `(all)` for a resource that is gone. */
  readonly attribute: string;
  /** As JSON; `(sensitive)` for what Terraform calls so. */
  readonly before: string;
  readonly after: string;
}

/** Attributes that a plan found changed without it, in the order of their addresses. */
export function driftIn({ resource_drift }: PlanDocument): Drift[] {
  return resource_drift
    .flatMap((r) => [...attributesOf(r)])
    .toSorted((a, b) => a.address.localeCompare(b.address) || a.attribute.localeCompare(b.attribute));
}

/** Attributes in which the two sides of a change differ. */
export function* attributesOf({ address, change: c }: ResourceChange): Generator<Drift> {
  if (c.before === null || c.after === null) {
    const word = (v: unknown): string => (v === null ? "none" : "there");
    yield { address, attribute: "(all)", before: word(c.before), after: word(c.after) };
    return;
  }
  const secret = [c.before_sensitive, c.after_sensitive];
  for (const { path, before, after, hidden } of compare("", c.before, c.after, secret)) {
    const shown = (v: unknown): string => (hidden ? "(sensitive)" : (JSON.stringify(v) ?? "none"));
    yield { address, attribute: path, before: shown(before), after: shown(after) };
  }
}

interface Difference {
  readonly path: string;
  readonly before: unknown;
  readonly after: unknown;
  readonly hidden: boolean;
}

/** Down to the smallest part that differs; lists of another length are compared whole, for sets have no order. */
function* compare(path: string, before: unknown, after: unknown, secret: readonly unknown[]): Generator<Difference> {
  if (isDeepStrictEqual(before, after)) return;
  const [a, b] = [partsOf(before), partsOf(after)];
  const hidden = secret.includes(true);
  const comparable = a !== undefined && b !== undefined && Array.isArray(before) === Array.isArray(after);
  if (hidden || !comparable || (Array.isArray(before) && a.size !== b.size)) {
    yield { path, before, after, hidden: hidden || secret.some(holdsTrue) };
    return;
  }
  for (const key of new Set([...a.keys(), ...b.keys()])) {
    const below = Array.isArray(before) ? `${path}[${key}]` : path === "" ? key : `${path}.${key}`;
    const inside = secret.map((s) => partsOf(s)?.get(key));
    yield* compare(below, a.get(key), b.get(key), inside);
  }
}

const partsOf = (value: unknown): Map<string, unknown> | undefined =>
  typeof value === "object" && value !== null ? new Map(Object.entries(value)) : undefined;

const holdsTrue = (value: unknown): boolean =>
  value === true || [...(partsOf(value)?.values() ?? [])].some((part) => holdsTrue(part));
