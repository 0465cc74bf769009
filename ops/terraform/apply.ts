import type { Message } from "./messages.ts";
import { discardPlan, type Plan } from "./plan.ts";
import { commonFlags, runTerraform } from "./run.ts";
import { planFile, type Terraform } from "./terraform.ts";

/** How far an apply is. */
export interface Progress {
  readonly done: number;
  readonly total: number;
  /** Addresses that are being worked on, oldest first. */
  readonly running: readonly string[];
}

/** Applies exactly the saved plan, then removes it. */
export async function apply(tf: Terraform, plan: Plan, onProgress: (p: Progress) => void): Promise<void> {
  const { add, change, remove } = plan.counts;
  const follow = follower(add + change + remove, onProgress);
  try {
    const args = [...commonFlags, planFile];
    await runTerraform(tf, { state: plan.state, verb: "apply", args, onMessage: follow });
  } finally {
    await discardPlan(plan.state);
  }
}

function follower(total: number, onProgress: (p: Progress) => void): (m: Message) => void {
  const running = new Set<string>();
  let done = 0;
  return (m) => {
    if (m.type !== "apply_start" && m.type !== "apply_complete" && m.type !== "apply_errored") return;
    const { addr } = m.hook.resource;
    if (m.type === "apply_start") running.add(addr);
    else running.delete(addr);
    if (m.type === "apply_complete" && m.hook.action !== "read") done += 1;
    onProgress({ done, total, running: [...running] });
  };
}
