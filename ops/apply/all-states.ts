import type { Plan } from "../terraform/plan.ts";
import type { StateFolder, Terraform } from "../terraform/terraform.ts";
import type { Stage } from "../workspace/stage.ts";
import { type Applying, type ApplyProgress, applyPlans } from "./engine.ts";
import { holds, type Outcome, type Settled } from "./outcome.ts";
import { type PlanProgress, planStates } from "./planning.ts";

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
export type StateProgress = PlanProgress | ApplyProgress;

/** How {@link applyStates} applies. */
export interface ApplyAllOptions {
  readonly onProgress: (state: string, p: StateProgress) => void;
  /** Told of each plan that is about to be applied. @default - nobody is. */
  readonly onPlanned?: (plan: Plan) => void;
  /** Whether each state is looked at once more after its apply. @default - false. */
  readonly settle?: boolean;
}

/** States that are being applied: a promise per state, and what settling them found. */
export interface ApplyingAll {
  /** A state below a failed one fails with the same error and is not touched. */
  readonly states: ReadonlyMap<string, Promise<AppliedState>>;
  /** Resolves when no Terraform works on the states any more. */
  readonly settled: Promise<readonly Settled[]>;
}

/** {@link applyStates} of what was set up, which knows that its states are being written until it ends. */
export function applyStage(
  stage: Stage,
  { folders = stage.folders, ...how }: ApplyAllOptions & { readonly folders?: readonly StateFolder[] },
): ApplyingAll {
  const applying = applyStates(stage.terraform(), folders, how);
  stage.busyUntil(applying.settled);
  return applying;
}

/** Plans and applies every state without a question, each after those that it reads from. */
export function applyStates(tf: Terraform, folders: readonly StateFolder[], o: ApplyAllOptions): ApplyingAll {
  const applying = begin(tf, folders, o);
  const states = new Map<string, Promise<AppliedState>>();
  for (const { name } of folders) {
    const applied = applying.then((a) => appliedOf(name, a));
    // Whoever asked for the state gets the error; this only keeps Node from calling it unhandled in the meantime.
    applied.catch(() => {});
    states.set(name, applied);
  }
  const settled = applying.then(async ({ end }) => (await end).settled);
  settled.catch(() => {});
  return { states, settled };
}

async function begin(tf: Terraform, folders: readonly StateFolder[], o: ApplyAllOptions): Promise<Applying> {
  const { onProgress, onPlanned = () => {}, settle = false } = o;
  const plans = await planStates(tf, folders, { onProgress });
  for (const p of plans) if (p.kind === "planned") onPlanned(p.plan);
  return applyPlans({
    tf,
    plans,
    before: new Set(),
    agree: async ({ plan }) => onPlanned(plan),
    onBegin: async () => {},
    onEnd: async () => {},
    onProgress,
    settle,
  });
}

async function appliedOf(name: string, { states }: Applying): Promise<AppliedState> {
  const outcome = await states.get(name);
  if (outcome === undefined || !holds(outcome)) throw await causeOf(outcome, states);
  const { head, added, changed, destroyed, seconds } = outcome;
  return { name, resources: head?.resources ?? 0, added, changed, destroyed, seconds };
}

/** Why a state did not come to be: its own failure, else the first that it waited for in vain. */
async function causeOf(outcome: Outcome | undefined, states: Applying["states"]): Promise<unknown> {
  if (outcome?.error !== undefined) return outcome.error;
  const all = await Promise.all(states.values());
  return all.find((o) => o.error !== undefined)?.error;
}
