import { rm } from "node:fs/promises";
import { join } from "node:path";
import { BugError } from "../../contracts/errors.ts";
import { type ImportBlock, writeImports } from "./import-blocks.ts";
import type { ChangeCounts, Message } from "./messages.ts";
import { planFlags, runTerraform } from "./run.ts";
import { planFile, type StateFolder, type Terraform } from "./terraform.ts";

/** One resource that a plan changes. */
export interface PlannedChange {
  readonly address: string;
  /** `aws_sqs_queue`. */
  readonly type: string;
  /** Terraform's word: `create`, `update`, `delete`, `replace`, `move`, `import`, `remove`. */
  readonly action: string;
  /** Id of what is there already and is taken into the state first. */
  readonly from?: string | undefined;
  /** Terraform's word for why, where it has one: `tainted` for what was cut off while it was made. */
  readonly reason?: string | undefined;
}

/** What a saved plan would do. */
export interface Plan {
  readonly state: StateFolder;
  readonly counts: ChangeCounts;
  readonly changes: readonly PlannedChange[];
  /** Names of the outputs that it changes. */
  readonly outputs: readonly string[];
  /** How many resources were found changed outside Terraform, noise included. */
  readonly drifted: number;
  /** True when applying it would change neither a resource nor an output. */
  readonly empty: boolean;
}

/** How a plan is made. */
export interface PlanOptions {
  /**
   * What to plan: the resources as the stack says them, none of them left, or the state as resources are found.
   *
   * @default "as-written"
   */
  readonly goal?: keyof typeof goalFlags;
  /** Addresses to plan for, and what they depend on. @default - everything. */
  readonly targets?: readonly string[];
  /** False: the state is taken at its word, and no resource is read: for who may not read all of them. @default - true. */
  readonly refresh?: boolean;
  /** What is in AWS and becomes a resource of the state. @default - nothing. */
  readonly imports?: readonly ImportBlock[];
  /** Addresses that are destroyed and made anew, whatever they are like. @default - none. */
  readonly anew?: readonly string[];
  /** Told how many resources have been read so far. @default - nobody is. */
  readonly onRead?: (read: number) => void;
}

const goalFlags = { "as-written": [], destroyed: ["-destroy"], "as-found": ["-refresh-only"] } as const;

/**
 * Plans one state and saves the plan in its folder. Who asks for a plan ends with {@link discardPlan}, however that goes.
 * Takes no lock of the state: a plan writes none, who may only read could not take one, and a plan whose state was
 * written meanwhile is refused when it is applied.
 */
export async function plan(tf: Terraform, state: StateFolder, options: PlanOptions = {}): Promise<Plan> {
  const { goal = "as-written", targets = [], refresh = true, imports = [], anew = [], onRead = () => {} } = options;
  const reading = refresh ? [] : ["-refresh=false"];
  const only = targets.map((address) => `-target=${address}`);
  const replaced = anew.map((address) => `-replace=${address}`);
  const seen = { outputs: [] as string[], changes: [] as PlannedChange[], drifted: 0, read: 0 };
  await writeImports(state, imports);
  const { transcript } = await runTerraform(tf, {
    state,
    verb: "plan",
    args: [...planFlags, ...goalFlags[goal], ...reading, ...only, ...replaced, `-out=${planFile}`],
    onMessage: (m) => {
      if (m.type === "outputs") seen.outputs.push(...changedIn(m.outputs));
      if (m.type === "planned_change" && !changesNothing.has(m.change.action)) seen.changes.push(changeOf(m.change));
      if (m.type === "resource_drift") seen.drifted += 1;
      if (m.type === "refresh_complete") onRead(++seen.read);
    },
  }).finally(() => writeImports(state, []));
  const { counts } = transcript;
  // Taken for zero, a stream that we do not understand would apply nothing and call it done.
  if (counts === undefined) throw new BugError(`terraform plan of ${state.name} told no summary of changes`);
  const { outputs, changes, drifted } = seen;
  // Counts alone do not tell: what is only moved or forgotten is in none of them, and has to be applied all the same.
  const empty = outputs.length === 0 && changes.length === 0 && counts.import === 0;
  return { state, counts, changes, outputs, drifted, empty };
}

/** Actions of a plan that write nothing. */
const changesNothing: ReadonlySet<string> = new Set(["read", "noop"]);

const changedIn = (outputs: Extract<Message, { type: "outputs" }>["outputs"]): string[] =>
  Object.entries(outputs)
    .filter(([, o]) => o.action !== undefined && o.action !== "noop")
    .map(([name]) => name);

/** Removes the saved plan of a state, if there is one: saved plans hold secrets. */
export const discardPlan = (state: StateFolder): Promise<void> => rm(join(state.dir, planFile), { force: true });

const changeOf = (c: Extract<Message, { type: "planned_change" }>["change"]): PlannedChange => ({
  address: c.resource.addr,
  type: c.resource.resource_type,
  action: c.action,
  ...(c.importing?.id === undefined ? {} : { from: c.importing.id }),
  ...(c.reason === undefined ? {} : { reason: c.reason }),
});
