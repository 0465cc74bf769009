import { type Difference, differencesOf } from "../differences.ts";
import { type PlanDocument, priorResources, type ResourceChange } from "../show.ts";
import { rules } from "./index.ts";
import type { HeldResource, NoiseRule, StateView } from "./rule.ts";

/** A difference that a rule has explained. */
export interface Noise {
  readonly address: string;
  readonly attribute: string;
  /** Name of the rule. */
  readonly rule: string;
}

/** A difference that no rule explains. */
export interface Unexplained extends Difference {
  readonly resource: ResourceChange;
}

/** What a plan found changed without it, told apart. */
export interface Judged {
  readonly noise: readonly Noise[];
  readonly drift: readonly Unexplained[];
}

/**
 * Tells noise from drift in what a plan found.
 *
 * @param others resources of the other states of the environment: what one state makes may show on another's resource
 */
export function judge(
  plan: PlanDocument,
  others: readonly HeldResource[] = [],
  by: readonly NoiseRule[] = rules,
): Judged {
  const state = viewOf([...priorResources(plan), ...others], goneIn(plan));
  const noise: Noise[] = [];
  const drift: Unexplained[] = [];
  for (const resource of plan.resource_drift) {
    const explaining = (d: Difference): NoiseRule | undefined =>
      by.find((rule) => rule.explains({ ...d, type: resource.type, resource }, state));
    for (const d of differencesOf(resource, (part) => explaining(part) !== undefined)) {
      const rule = explaining(d);
      if (rule === undefined) drift.push({ ...d, resource });
      else noise.push({ address: resource.address, attribute: d.path, rule: rule.name });
    }
  }
  return { noise, drift };
}

function viewOf(resources: readonly HeldResource[], gone: readonly HeldResource[]): StateView {
  // Who judges several plans of one environment gives all resources beside each of them.
  const byType = Map.groupBy(new Set(resources), (r) => r.type);
  const goneByType = Map.groupBy(gone, (r) => r.type);
  return { ofType: (type) => byType.get(type) ?? [], goneOfType: (type) => goneByType.get(type) ?? [] };
}

const goneIn = ({ resource_drift }: PlanDocument): readonly HeldResource[] =>
  resource_drift.flatMap(({ type, change: { before, after } }) =>
    before !== null && after === null ? [{ type, values: before }] : [],
  );
