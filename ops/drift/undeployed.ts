import { leadsInto } from "../../contracts/governed.ts";
import { type Difference as Differs, differencesOf, isKnownLater } from "../terraform/differences.ts";
import { inWords } from "../terraform/drift.ts";
import { isNothing } from "../terraform/noise/empty.ts";
import { isSaidTwice } from "../terraform/noise/said-twice.ts";
import type { PlanDocument, ResourceChange } from "../terraform/show.ts";
import { anotherRelease } from "./another-release.ts";
import { nameIn } from "./changed.ts";
import { type Difference, stateOutput } from "./finding.ts";
import type { SeenState } from "./seen-state.ts";

/**
 * What the code says otherwise than the state: what a plan would change, without what it would only put back, and without
 * what follows from another change and is known only after it.
 */
export function undeployedIn({ state, plan }: SeenState): readonly Difference[] {
  const managed = plan.resource_changes.filter((r) => r.mode === "managed");
  return [...managed.flatMap((r) => differencesIn(state, r, plan)), ...outputsIn(state, plan, managed)];
}

/** Outputs that the code has otherwise. Where a resource changes, its outputs only follow. */
function outputsIn(state: string, plan: PlanDocument, managed: readonly ResourceChange[]): readonly Difference[] {
  if (!managed.every(staysAsItIs)) return [];
  return Object.entries(plan.output_changes)
    .filter(([, { actions }]) => !actions.every(doesNothing))
    .map(([name, { actions }]) => ({
      kind: "undeployed",
      type: stateOutput,
      state,
      address: `output.${name}`,
      resource: name,
      ...(wholeOutput[actions.join()] ?? anotherValue),
    }));
}

/** What becomes of an output that comes or goes, by Terraform's word. */
const wholeOutput: Readonly<Record<string, Shown>> = {
  create: { attribute: "(all)", before: "none", after: "there" },
  delete: { attribute: "(all)", before: "there", after: "none" },
};
/** Of outputs a plan is asked for the actions alone: a value may be a secret. */
const anotherValue: Shown = { attribute: "value", before: "(not told)", after: "(not told)" };
type Shown = Pick<Difference, "attribute" | "before" | "after">;

/** Whether a plan does nothing to a resource, or only reads it. */
export const staysAsItIs = ({ change }: ResourceChange): boolean => change.actions.every(doesNothing);

const doesNothing = (action: string): boolean => action === "no-op" || action === "read" || action === "forget";

/** What the code says otherwise of one resource. */
export function differencesIn(state: string, r: ResourceChange, plan: PlanDocument): readonly Difference[] {
  const { actions } = r.change;
  if (staysAsItIs(r)) return [];
  const common = { kind: "undeployed", type: r.type, state, address: r.address, resource: nameIn(r) } as const;
  const outside = plan.resource_drift.find((d) => d.address === r.address);
  if (actions.length === 1 && actions[0] !== "update") {
    const putsBack = actions[0] === "create" && outside?.change.after === null;
    return putsBack ? [] : [...differencesOf(r)].map((d) => ({ ...common, ...inWords(d) }));
  }
  const moved = outside === undefined ? [] : [...differencesOf(outside)].map((d) => d.path);
  return (
    [...differencesOf(r)]
      // What is known only after the apply is the consequence of a change, not a change.
      .filter(
        (d) =>
          !isSpelling(d) &&
          !isSaidTwice(d.path, r) &&
          !isKnownLater(d, r) &&
          !moved.some((path) => overlaps(path, d.path)),
      )
      .map((d) => ({ ...common, ...inWords(anotherRelease(d, r) ?? d) }))
  );
}

const overlaps = (a: string, b: string): boolean => leadsInto(a, b) || leadsInto(b, a);

/** AWS's word for nothing in the state, and the code's: what a replacement has to say anew differs in that as well. */
const isSpelling = ({ before, after }: Differs): boolean => isNothing(before) && isNothing(after);
