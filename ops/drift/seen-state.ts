import { resourcesIn } from "../terraform/head.ts";
import { ignoredIn } from "../terraform/ignored.ts";
import { discardPlan, plan } from "../terraform/plan.ts";
import { type PlanDocument, type PriorResource, showPlan } from "../terraform/show.ts";
import type { StateFolder, Terraform } from "../terraform/terraform.ts";
import type { Blind } from "./finding.ts";

/** What one plan of a state showed: both what has changed without it and what it would change. */
export interface SeenState {
  readonly state: string;
  readonly plan: PlanDocument;
  /** Attributes that the stack leaves to others, by address. */
  readonly ignored: ReadonlyMap<string, readonly string[]>;
}

/** Looks at a state, once. */
export async function lookAtState(
  tf: Terraform,
  folder: StateFolder,
  onRead: (read: number) => void,
): Promise<SeenState> {
  try {
    const made = await plan(tf, folder, { onRead });
    const document = made.empty && made.drifted === 0 ? unchanged(await resourcesIn(tf, folder)) : showPlan(tf, folder);
    return { state: folder.name, plan: await document, ignored: await ignoredIn(folder) };
  } finally {
    await discardPlan(folder);
  }
}

/** What `terraform show` would tell of such a plan after 3 s of reading the provider's schema: the state as it is. */
const unchanged = (resources: readonly PriorResource[]): PlanDocument => ({
  resource_changes: [],
  resource_drift: [],
  output_changes: {},
  prior_state: { values: { root_module: { resources: [...resources] } } },
});

/** Why a state could not be looked at, on one line. */
export const blindState = (state: string, error: unknown): Blind => ({
  what: `state ${state}`,
  because: (error instanceof Error ? error.message : String(error)).replace(/\s+/g, " "),
});
