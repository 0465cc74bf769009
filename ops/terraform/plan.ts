import { rm } from "node:fs/promises";
import { join } from "node:path";
import { BugError } from "../../contracts/errors.ts";
import type { ChangeCounts, Message } from "./messages.ts";
import { commonFlags, runTerraform } from "./run.ts";
import { planFile, type StateFolder, type Terraform } from "./terraform.ts";

/** One resource that a plan changes. */
export interface PlannedChange {
  readonly address: string;
  /** `aws_sqs_queue`. */
  readonly type: string;
  /** Terraform's word: `create`, `update`, `delete`, `replace`. */
  readonly action: string;
}

/** What a saved plan would do. */
export interface Plan {
  readonly state: StateFolder;
  readonly counts: ChangeCounts;
  readonly changes: readonly PlannedChange[];
  /** True when applying it would change neither a resource nor an output. */
  readonly empty: boolean;
}

const goalFlags = { "as-written": [], destroyed: ["-destroy"], "as-found": ["-refresh-only"] } as const;

/**
 * Plans one state and saves the plan in its folder. Who asks for a plan ends with {@link discardPlan}, however that goes.
 *
 * @param goal what to plan: the resources as the stack says them, none of them left, or the state as resources are found
 */
export async function plan(
  tf: Terraform,
  state: StateFolder,
  goal: keyof typeof goalFlags = "as-written",
): Promise<Plan> {
  let outputs = false;
  const changes: PlannedChange[] = [];
  const { transcript } = await runTerraform(tf, {
    state,
    verb: "plan",
    args: [...commonFlags, ...goalFlags[goal], `-out=${planFile}`],
    onMessage: (m) => {
      if (m.type === "outputs")
        outputs ||= Object.values(m.outputs).some((o) => o.action !== undefined && o.action !== "noop");
      if (m.type === "planned_change" && m.change.action !== "read") changes.push(changeOf(m.change));
    },
  });
  const { counts } = transcript;
  // Taken for zero, a stream that we do not understand would apply nothing and call it done.
  if (counts === undefined) throw new BugError(`terraform plan of ${state.name} told no summary of changes`);
  const empty = !outputs && counts.add + counts.change + counts.remove + counts.import === 0;
  return { state, counts, changes, empty };
}

/** Removes the saved plan of a state, if there is one: saved plans hold secrets. */
export const discardPlan = (state: StateFolder): Promise<void> => rm(join(state.dir, planFile), { force: true });

const changeOf = ({ resource, action }: Extract<Message, { type: "planned_change" }>["change"]): PlannedChange => ({
  address: resource.addr,
  type: resource.resource_type,
  action,
});
