import { BugError } from "../../contracts/errors.ts";
import type { ChangeCounts } from "./messages.ts";
import { commonFlags, runTerraform } from "./run.ts";
import { planFile, type StateFolder, type Terraform } from "./terraform.ts";

/** What a saved plan would do. */
export interface Plan {
  readonly state: StateFolder;
  readonly counts: ChangeCounts;
  /** True when applying it would change neither a resource nor an output. */
  readonly empty: boolean;
}

/** Plans one state and saves the plan in its folder. */
export async function plan(tf: Terraform, state: StateFolder): Promise<Plan> {
  let outputs = false;
  const { transcript } = await runTerraform(tf, {
    state,
    verb: "plan",
    args: [...commonFlags, `-out=${planFile}`],
    onMessage: (m) => {
      if (m.type === "outputs")
        outputs ||= Object.values(m.outputs).some((o) => o.action !== undefined && o.action !== "noop");
    },
  });
  const { counts } = transcript;
  // Taken for zero, a stream that we do not understand would apply nothing and call it done.
  if (counts === undefined) throw new BugError(`terraform plan of ${state.name} told no summary of changes`);
  const empty = !outputs && counts.add + counts.change + counts.remove + counts.import === 0;
  return { state, counts, empty };
}
