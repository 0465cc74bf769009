import { apply } from "./apply.ts";
import { type Drift, driftIn } from "./drift.ts";
import { discardPlan, plan } from "./plan.ts";
import { showPlan } from "./show.ts";
import type { StateFolder, Terraform } from "./terraform.ts";

/**
 * Reads every resource of a state once more and keeps what was read. Right after a first apply a state does not hold
 * yet what AWS filled in by itself, spells another way (`tcp` and `6`), or what one resource did to another (a rule to its
 * group). For a state that nobody else has touched since: it would write a change by hand just the same.
 *
 * @returns what was written
 */
export async function settle(tf: Terraform, state: StateFolder): Promise<Drift[]> {
  try {
    const read = await plan(tf, state, "as-found");
    const written = driftIn(await showPlan(tf, state));
    if (written.length > 0) await apply(tf, read, () => {});
    return written;
  } finally {
    await discardPlan(state);
  }
}
