import { type Slots, slots } from "../process/slots.ts";
import { apply, type Progress } from "../terraform/apply.ts";
import { init } from "../terraform/init.ts";
import { discardPlan, type Plan, plan } from "../terraform/plan.ts";
import { hasState, resourcesOf } from "../terraform/resources.ts";
import { atOnce, type StateFolder, type Terraform } from "../terraform/terraform.ts";

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

/** Told of the plan of a state that is about to be applied, while it is still saved in the state's folder. */
export type OnPlanned = (plan: Plan) => Promise<void>;

/**
 * Plans and applies every state, each after those that it reads from. States that were applied before are planned at
 * once, all together: when nothing above them changed, that plan holds; else it is thrown away and made again.
 *
 * @param onPlanned @default - nobody is told
 * @returns one promise per state; a state below a failed one fails with the same error and is not touched
 */
export function applyStates(
  tf: Terraform,
  states: readonly StateFolder[],
  onProgress: (state: string, p: StateProgress) => void,
  onPlanned: OnPlanned = async () => {},
): ReadonlyMap<string, Promise<AppliedState>> {
  const ends = new Map<string, Promise<End>>();
  const applied = new Map<string, Promise<AppliedState>>();
  const room = slots(atOnce);
  for (const state of mostNeededFirst(states)) {
    const upstream = state.dependsOn.flatMap((name) => ends.get(name) ?? []);
    const before = states.filter((s) => state.dependsOn.includes(s.name));
    const how = { upstream, before, room, onPlanned };
    const end = applyOne(tf, state, how, (p) => onProgress(state.name, p));
    const result = end.then(({ applied: as }) => as);
    // Whoever asked for the state gets the error; this only keeps Node from calling it unhandled in the meantime.
    result.catch(() => {});
    ends.set(state.name, end);
    applied.set(state.name, result);
  }
  return applied;
}

interface End {
  readonly applied: AppliedState;
  /** Whether anything in it is different now; an output alone is enough. */
  readonly touched: boolean;
}

/** The longest way first: what others wait for is not to wait for what nobody needs. Keeps the order of the states. */
function mostNeededFirst(states: readonly StateFolder[]): readonly StateFolder[] {
  const below = (name: string): number =>
    states.filter((s) => s.dependsOn.includes(name)).reduce((most, s) => Math.max(most, 1 + below(s.name)), 0);
  return states.toSorted((a, b) => below(b.name) - below(a.name));
}

interface How {
  readonly upstream: readonly Promise<End>[];
  readonly before: readonly StateFolder[];
  /** For what runs Terraform. */
  readonly room: Slots;
  readonly onPlanned: OnPlanned;
}

async function applyOne(
  tf: Terraform,
  state: StateFolder,
  { upstream, before, room, onPlanned }: How,
  say: (p: StateProgress) => void,
): Promise<End> {
  const began = performance.now();
  say({ phase: "init" });
  await init(tf, state);
  const known = await Promise.all([state, ...before].map(hasState));
  say({ phase: known.includes(false) ? "wait" : "plan" });
  const early = upstream.length > 0 && !known.includes(false) ? settled(room(() => plan(tf, state))) : undefined;
  try {
    const above = await Promise.all(upstream);
    const unchanged = above.every((end) => !end.touched);
    const first = await early;
    const final = await room(async () => {
      say({ phase: "plan" });
      const made = first !== undefined && unchanged ? unwrap(first) : await plan(tf, state);
      await onPlanned(made);
      if (!made.empty) await apply(tf, made, (progress) => say({ phase: "apply", progress }));
      return made;
    });
    const resources = (await resourcesOf(tf, state)).length;
    const { add: added, change: changed, remove: destroyed } = final.counts;
    const seconds = Math.round((performance.now() - began) / 100) / 10;
    const applied = { name: state.name, resources, added, changed, destroyed, seconds };
    return { applied, touched: !final.empty };
  } finally {
    // Also when a state above has failed: this one may be planning still, and would save its plan after us.
    await early;
    await discardPlan(state);
  }
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
