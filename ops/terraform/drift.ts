import { type Difference, differencesOf } from "./differences.ts";
import type { ResourceChange } from "./show.ts";

/** One attribute with two values. */
export interface Drift {
  readonly address: string;
  /** `ingress[0].cidr_blocks`; `(all)` for a resource that is gone. */
  readonly attribute: string;
  /** As JSON; `(sensitive)` for what Terraform calls so. */
  readonly before: string;
  readonly after: string;
}

/** Attributes in which the two sides of a change differ. */
export const attributesOf = (r: ResourceChange): Drift[] =>
  [...differencesOf(r)].map((d) => ({ address: r.address, ...inWords(d) }));

/** A difference as it may be shown. */
export function inWords({ path, before, after, hidden }: Difference): Omit<Drift, "address"> {
  const whole = (v: unknown): string => (v === null ? "none" : "there");
  const part = (v: unknown): string => (hidden ? "(sensitive)" : (JSON.stringify(v) ?? "none"));
  const shown = path === "(all)" ? whole : part;
  return { attribute: path, before: shown(before), after: shown(after) };
}
