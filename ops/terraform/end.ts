import { apply, type Progress } from "./apply.ts";
import { init } from "./init.ts";
import { forgetImports } from "./kept-imports.ts";
import { type Plan, plan } from "./plan.ts";
import { hasState } from "./resources.ts";
import type { StateFolder, Terraform } from "./terraform.ts";

/** Plans the end of a state; undefined where there is no state. */
export async function planEnd(tf: Terraform, state: StateFolder): Promise<Plan | undefined> {
  if (!(await hasState(state))) return undefined;
  await init(tf, state);
  return await plan(tf, state, { goal: "destroyed" });
}

/** Who is told of a destruction. */
export interface EndOptions {
  readonly onProgress: (p: Progress) => void;
  /** Not all of it went: it is planned and tried once more. */
  readonly onAgain: () => void;
}

/**
 * Applies the planned end of a state; if that fails, plans what is left and applies it, once. A request whose answer was
 * lost is sent again by the provider, and some services then say that there is no such thing: a new look finds it gone.
 * What is left is a part of what was agreed to.
 */
export async function destroyPlanned(tf: Terraform, planned: Plan, { onProgress, onAgain }: EndOptions): Promise<void> {
  try {
    await apply(tf, planned, onProgress);
  } catch (error) {
    if (tf.signal.aborted) throw error;
    onAgain();
    const left = await planEnd(tf, planned.state);
    if (left !== undefined && !left.empty) await apply(tf, left, onProgress);
  }
  await forgetImports(planned.state);
}
