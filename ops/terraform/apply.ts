import { OperatorError } from "../../contracts/errors.ts";
import { againHere } from "../report/again.ts";
import { forgetBegun, keepBegun } from "./begun.ts";
import { keepState } from "./keep-state.ts";
import type { Message } from "./messages.ts";
import { discardPlan, type Plan } from "./plan.ts";
import { applyFlags, runTerraform } from "./run.ts";
import { planFile, type StateFolder, type Terraform } from "./terraform.ts";

/** Resources by what an apply has done to them; one that is replaced is destroyed and added. */
export interface Tally {
  readonly added: number;
  readonly changed: number;
  readonly destroyed: number;
}

/** How far an apply is. */
export interface Progress {
  readonly done: number;
  readonly total: number;
  /** What is done, by kind: also what Terraform did before it failed or was asked to stop. */
  readonly tally: Tally;
  /** Addresses that are being worked on, oldest first. */
  readonly running: readonly string[];
}

/**
 * Applies exactly the saved plan, then removes it. Half a state, as a full disk leaves it, is never left in place.
 *
 * @param partial whether it was planned for some addresses only: what else was begun before may still be in no state
 */
export async function apply(
  tf: Terraform,
  plan: Plan,
  onProgress: (p: Progress) => void,
  partial = false,
): Promise<void> {
  const { state, counts } = plan;
  const done: string[] = [];
  try {
    await keepBegun(tf, state);
    const kept = await keepState(state);
    const onMessage = follower(counts.add + counts.change + counts.remove, done, onProgress);
    await runTerraform(tf, { state, verb: "apply", args: [...applyFlags, planFile], onMessage }).catch(
      async (error: unknown) => {
        throw (await kept.restore()) ? cutOff(state, done, error) : error;
      },
    );
    await kept.forget();
    if (!partial) await forgetBegun(tf, state);
  } finally {
    await discardPlan(state);
  }
}

function follower(total: number, done: string[], onProgress: (p: Progress) => void): (m: Message) => void {
  const running = new Set<string>();
  const tally = { added: 0, changed: 0, destroyed: 0 };
  return (m) => {
    if (m.type !== "apply_start" && m.type !== "apply_complete" && m.type !== "apply_errored") return;
    const { addr } = m.hook.resource;
    if (m.type === "apply_start") running.add(addr);
    else running.delete(addr);
    if (m.type === "apply_complete" && m.hook.action !== "read") {
      done.push(addr);
      const kind = kinds[m.hook.action];
      if (kind !== undefined) tally[kind] += 1;
    }
    onProgress({ done: done.length, total, running: [...running], tally: { ...tally } });
  };
}

const kinds: Readonly<Record<string, keyof Tally>> = { create: "added", update: "changed", delete: "destroyed" };

/** @param done addresses that were done */
function cutOff({ name }: StateFolder, done: readonly string[], error: unknown): OperatorError {
  const said = error instanceof Error ? error.message : String(error);
  const made = done.length === 0 ? "nothing" : done.join(", ");
  return new OperatorError(
    "CAP_STATE_CUT",
    `the state of ${name} could not be written, as on a full disk; an older one is there, whole. Done since, and perhaps in no state: ${made}\n${said}`,
    [
      "make room, then look what the state lacks, and take it in:",
      againHere("drift"),
      againHere("drift", "--adopt ADDRESS=ID"),
      "what was written lies beside the state, its name ends in .cut",
    ],
    { cause: error },
  );
}
