import { apply, type Progress } from "../terraform/apply.ts";
import { init } from "../terraform/init.ts";
import { type Plan, plan } from "../terraform/plan.ts";
import { hasState, resourcesOf } from "../terraform/resources.ts";
import type { StateFolder, Terraform } from "../terraform/terraform.ts";

/** A state as it was left. */
export interface AppliedState {
  readonly name: string;
  /** Resources in the state, data sources not counted. */
  readonly resources: number;
  readonly added: number;
  readonly changed: number;
  readonly destroyed: number;
  readonly seconds: number;
}

/** Where one state stands while it is worked on. */
export type StateProgress =
  | { readonly phase: "init" | "wait" | "plan" }
  | { readonly phase: "apply"; readonly progress: Progress };

/**
 * Plans and applies every state, each after those that it reads from. States that were applied before are planned at
 * once, all together: when nothing above them changed, that plan holds; else it is thrown away and made again.
 *
 * @returns one promise per state; a state below a failed one fails with the same error and is not touched
 */
export function applyStates(
  tf: Terraform,
  states: readonly StateFolder[],
  onProgress: (state: string, p: StateProgress) => void,
): ReadonlyMap<string, Promise<AppliedState>> {
  const applied = new Map<string, Promise<AppliedState>>();
  for (const state of states) {
    const upstream = state.dependsOn.flatMap((name) => applied.get(name) ?? []);
    const before = states.filter((s) => state.dependsOn.includes(s.name));
    const result = applyOne(tf, state, { upstream, before }, (p) => onProgress(state.name, p));
    // Whoever asked for the state gets the error; this only keeps Node from calling it unhandled in the meantime.
    result.catch(() => {});
    applied.set(state.name, result);
  }
  return applied;
}

interface Above {
  readonly upstream: readonly Promise<AppliedState>[];
  readonly before: readonly StateFolder[];
}

async function applyOne(
  tf: Terraform,
  state: StateFolder,
  { upstream, before }: Above,
  say: (p: StateProgress) => void,
): Promise<AppliedState> {
  const began = performance.now();
  say({ phase: "init" });
  await init(tf, state);
  const known = await Promise.all([state, ...before].map(hasState));
  say({ phase: known.includes(false) ? "wait" : "plan" });
  const early = upstream.length > 0 && !known.includes(false) ? settled(plan(tf, state)) : undefined;
  const above = await Promise.all(upstream);
  const unchanged = above.every((s) => s.added + s.changed + s.destroyed === 0);
  const first = await early;
  say({ phase: "plan" });
  const final = first !== undefined && unchanged ? unwrap(first) : await plan(tf, state);
  if (!final.empty) await apply(tf, final, (progress) => say({ phase: "apply", progress }));
  const resources = (await resourcesOf(tf, state)).length;
  const { add: added, change: changed, remove: destroyed } = final.counts;
  return {
    name: state.name,
    resources,
    added,
    changed,
    destroyed,
    seconds: Math.round((performance.now() - began) / 100) / 10,
  };
}

type Settled = { readonly plan: Plan } | { readonly error: unknown };

const settled = (planning: Promise<Plan>): Promise<Settled> =>
  planning.then(
    (made) => ({ plan: made }),
    (error: unknown) => ({ error }),
  );

function unwrap(s: Settled): Plan {
  if ("error" in s) throw s.error;
  return s.plan;
}
