import { differencesOf, isKnownLater, knownLater } from "../terraform/differences.ts";
import { type Drift, inWords } from "../terraform/drift.ts";
import { headOf, type StateHead } from "../terraform/head.ts";
import type { Plan, PlanOptions } from "../terraform/plan.ts";
import { type ResourceChange, showPlan } from "../terraform/show.ts";
import type { StateFolder, Terraform } from "../terraform/terraform.ts";
import { planTakingIn } from "./taking-in.ts";

/** One resource that a plan changes, with what of it. */
export interface Change {
  readonly address: string;
  readonly type: string;
  /** Terraform's word: `create`, `update`, `replace`, `delete`, … */
  readonly action: string;
  /** Id of what is there already and is taken into the state first. */
  readonly from?: string | undefined;
  /** Terraform's word for why, where it has one. */
  readonly reason?: string | undefined;
  /** Attributes with both values; nothing that Terraform calls sensitive. Of a resource that comes or goes: none. */
  readonly attributes: readonly Omit<Drift, "address">[];
}

/** A state whose plan is known and saved in its folder. */
export interface Planned {
  readonly kind: "planned";
  readonly folder: StateFolder;
  /** Of the state that the plan was made from; undefined: nothing was ever written. */
  readonly head: StateHead | undefined;
  readonly plan: Plan;
  readonly changes: readonly Change[];
}

/** A state that reads what is not there yet, or what is about to change: nobody can tell what will become of it. */
export interface Unknown {
  readonly kind: "unknown";
  readonly folder: StateFolder;
  /** States that have to be applied first. */
  readonly until: readonly string[];
}

/** A state that could not be planned. */
export interface Unplanned {
  readonly kind: "failed";
  readonly folder: StateFolder;
  readonly error: unknown;
}

/** What is said of it wherever it is told. */
export const unknownInWords = ({ until }: Pick<Unknown, "until">): string =>
  `unknown until ${until.join(", ")} is applied`;

/** What planning a state came to. */
export type StatePlan = Planned | Unknown | Unplanned;

/** Plans one state now, from its state as it is. */
export async function planNow(
  tf: Terraform,
  folder: StateFolder,
  options: Pick<PlanOptions, "onRead" | "refresh" | "targets"> = {},
): Promise<Planned> {
  const head = await headOf(tf, folder);
  const made = await planTakingIn(tf, folder, options);
  return { kind: "planned", folder, head, plan: made, changes: await changesOf(tf, made) };
}

async function changesOf(tf: Terraform, made: Plan): Promise<readonly Change[]> {
  if (made.changes.length === 0) return [];
  const shown = await showPlan(tf, made.state);
  const attributes = new Map(shown.resource_changes.map((r) => [r.address, attributesIn(r)]));
  return made.changes
    .map((c) => ({ ...c, attributes: attributes.get(c.address) ?? [] }))
    .toSorted((a, b) => a.address.localeCompare(b.address));
}

function attributesIn(r: ResourceChange): Change["attributes"] {
  if (r.change.before === null || r.change.after === null) return [];
  return [...differencesOf(r)].map((d) => ({ ...inWords(d), ...(isKnownLater(d, r) ? { after: knownLater } : {}) }));
}
