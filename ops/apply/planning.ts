import { type Slots, slots } from "../process/slots.ts";
import { headOf, type StateHead } from "../terraform/head.ts";
import { initAll } from "../terraform/init.ts";
import { discardPlan } from "../terraform/plan.ts";
import { notThereYet, type Read, readsOf } from "../terraform/reads.ts";
import { atOnce, type StateFolder, type Terraform } from "../terraform/terraform.ts";
import { weightOf } from "../terraform/weight.ts";
import { planNow, type StatePlan } from "./plans.ts";

/** How far the plan of a state is. */
export type PlanProgress =
  | { readonly phase: "waits" | "init" }
  /** So many resources have been read; `of`: so many are in the state. */
  | { readonly phase: "reads"; readonly read: number; readonly of: number };

/** How states are planned. */
export interface PlanningOptions {
  /** Told of progress, by state. @default - nobody is. */
  readonly onProgress?: (state: string, p: PlanProgress) => void;
  /** Addresses to plan for, by state, and what they depend on. @default - everything. */
  readonly targets?: ReadonlyMap<string, readonly string[]>;
  /** False: states are taken at their word, and AWS is not asked. @default - true. */
  readonly refresh?: boolean;
  /** The environment's other states: they count as they are. @default - there are none. */
  readonly beside?: readonly StateFolder[];
  /** What becomes of a state before it is planned: only who holds the environment may write it. @default - nothing. */
  readonly prepare?: (state: StateFolder, head: StateHead | undefined) => Promise<StateHead | undefined>;
}

/**
 * Plans states, a few at a time; every saved plan stays in its folder. A state that reads an output that is not there
 * yet, or that another of these plans changes, is unknown: a plan made from the old value would promise something else
 * than what an apply does.
 *
 * @param states in an order in which each follows those it reads from
 */
export async function planStates(
  tf: Terraform,
  states: readonly StateFolder[],
  { onProgress = () => {}, targets = new Map(), refresh = true, beside = [], prepare }: PlanningOptions = {},
): Promise<readonly StatePlan[]> {
  for (const { name } of states) onProgress(name, { phase: "init" });
  const all = [...states, ...beside];
  await initAll(tf, all);
  const heads = new Map(await Promise.all(all.map(async (s) => [s.name, await headOf(tf, s)] as const)));
  if (prepare !== undefined) for (const s of states) heads.set(s.name, await prepare(s, heads.get(s.name)));
  const room = slots(atOnce);
  const plans = new Map<string, Promise<StatePlan>>();
  const around = { heads, room, plans, onProgress, targets, refresh, beside };
  const reads = await Promise.all(states.map(readsOf));
  for (const [i, state] of states.entries()) plans.set(state.name, planOne(tf, state, reads[i] ?? [], around));
  return await Promise.all(plans.values());
}

interface Around extends Required<Omit<PlanningOptions, "prepare">> {
  readonly heads: ReadonlyMap<string, StateHead | undefined>;
  readonly room: Slots;
  readonly plans: ReadonlyMap<string, Promise<StatePlan>>;
}

async function planOne(tf: Terraform, folder: StateFolder, all: readonly Read[], around: Around): Promise<StatePlan> {
  const { heads, room, plans, onProgress } = around;
  onProgress(folder.name, { phase: "waits" });
  const reads = all.filter(({ state }) => heads.has(state));
  const missing = notThereYet(reads, heads);
  if (missing.length > 0) return unknown(folder, missing);
  const of = heads.get(folder.name)?.resources ?? 0;
  // At once, beside those that it reads from: nearly always nothing changes above, and the plan holds.
  const early = await room(async (): Promise<StatePlan> => {
    onProgress(folder.name, { phase: "reads", read: 0, of });
    const onRead = (read: number): void => onProgress(folder.name, { phase: "reads", read, of });
    const { refresh, targets } = around;
    return await planNow(tf, folder, { onRead, refresh, targets: targets.get(folder.name) ?? [] }).catch(
      (error: unknown) => ({ kind: "failed", folder, error }),
    );
  }, weightOf(folder));
  const above = await Promise.all([...new Set(reads.map((r) => r.state))].map((name) => plans.get(name)));
  const moving = reads.filter(({ state, output }) =>
    above.some((p) => p?.folder.name === state && mayChange(p, output)),
  );
  if (moving.length === 0) return early;
  await discardPlan(folder);
  return unknown(folder, moving);
}

/** A state whose own plan is not known may change whatever it gives. */
const mayChange = (p: StatePlan, output: string): boolean => p.kind !== "planned" || p.plan.outputs.includes(output);

const unknown = (folder: StateFolder, reads: readonly Read[]): StatePlan => ({
  kind: "unknown",
  folder,
  until: [...new Set(reads.map((r) => r.state))],
});
