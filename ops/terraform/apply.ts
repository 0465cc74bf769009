import { rm } from "node:fs/promises";
import { join } from "node:path";
import type { Message } from "./messages.ts";
import type { Plan } from "./plan.ts";
import { commonFlags, runTerraform } from "./run.ts";
import { planFile, type StateFolder, type Terraform } from "./terraform.ts";

/** How far an apply or a destroy is. */
export interface Progress {
  readonly done: number;
  readonly total: number;
  /** Addresses that are being worked on, oldest first. */
  readonly running: readonly string[];
}

/** Applies exactly the saved plan, then removes it: saved plans hold secrets. */
export async function apply(tf: Terraform, plan: Plan, onProgress: (p: Progress) => void): Promise<void> {
  const { add, change, remove } = plan.counts;
  const follow = follower(add + change + remove, onProgress);
  try {
    const args = [...commonFlags, planFile];
    await runTerraform(tf, { state: plan.state, verb: "apply", args, onMessage: follow });
  } finally {
    await rm(join(plan.state.dir, planFile), { force: true });
  }
}

/** Destroys everything in one state. */
export async function destroy(
  tf: Terraform,
  state: StateFolder,
  resources: number,
  onProgress: (p: Progress) => void,
): Promise<void> {
  const args = [...commonFlags, "-auto-approve"];
  await runTerraform(tf, { state, verb: "destroy", args, onMessage: follower(resources, onProgress) });
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
