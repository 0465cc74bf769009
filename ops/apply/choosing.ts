import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { OperatorError } from "../../contracts/errors.ts";
import type { Journal } from "../journal/journal.ts";
import { again } from "../report/again.ts";
import { quoted } from "../report/quoted.ts";
import { headOf, type StateHead } from "../terraform/head.ts";
import { initAll } from "../terraform/init.ts";
import { planFile, type StateFolder } from "../terraform/terraform.ts";
import type { Workspace } from "../workspace/workspace.ts";
import type { BundledState, BundleSummary } from "./bundle.ts";
import { type Bundle, openBundle, type ReadBundle } from "./bundle-file.ts";
import { bundleSource } from "./bundle-source.ts";
import { bundleOf, originNow } from "./bundling.ts";
import { chosen } from "./chosen.ts";
import { assertFits, partOf } from "./held-against.ts";
import { type ActInJournal, type Done, doneBy } from "./journalled.ts";
import { assertMendsOnly } from "./mending.ts";
import { allPlanned, planInSteps } from "./plan-steps.ts";
import type { StatePlan } from "./plans.ts";
import type { ApplyRequest } from "./request.ts";
import { sealerOf } from "./sealer.ts";
import { sparing, tellingCutOff } from "./spare.ts";

/** What is about to be applied. */
export interface Chosen {
  readonly summary: BundleSummary;
  /** Saved plans lie in the states' folders. */
  readonly plans: readonly StatePlan[];
  /** States that an earlier run with this bundle has applied. */
  readonly before: ReadonlySet<string>;
}

/**
 * The bundle that was handed in, held against what is there; else one that is planned now.
 *
 * @param handed as it was read, once: behind an address every look is a download. Undefined: planned now
 */
export async function chosenBundle(
  o: ApplyRequest,
  handed: ReadBundle | undefined,
  workspace: Workspace,
  record: ActInJournal,
): Promise<Chosen> {
  if (handed === undefined) return await plannedNow(o, workspace, record);
  if (o.stacks !== undefined)
    throw new OperatorError(
      "CAP_BAD_FLAG",
      "--plan and --stack do not go together: a bundle is applied whole; nothing was changed",
      [again("plan", o, `--stack ${o.stacks.map(quoted).join(" ")} --out FILE`)],
    );
  return await heldAgainst(o, handed, workspace, record.journal);
}

async function plannedNow(o: ApplyRequest, { tf, folders }: Workspace, record: ActInJournal): Promise<Chosen> {
  const states = chosen(folders, o.mending === undefined ? o.stacks : [...o.mending.keys()]);
  const plans = await planInSteps(o.out, () => ({
    tf,
    folders: states,
    prepare: sparing(o, tf, record),
    beside: folders.filter((f) => !states.includes(f)),
    ...(o.mending === undefined ? {} : { targets: o.mending }),
  }));
  const { summary } = await bundleOf(await originNow(o.env, o.emulated, folders), allPlanned(plans));
  if (o.mending !== undefined) assertMendsOnly(o, summary.states, "nothing was changed");
  return { summary, plans, before: new Set() };
}

async function heldAgainst(
  o: ApplyRequest,
  read: ReadBundle,
  { tf, folders }: Workspace,
  journal: Journal,
): Promise<Chosen> {
  const all = folders.map((f) => f.name);
  const bundle = await openBundle(bundleSource(o, read.path, partOf(read.summary, all)), read, sealerOf);
  const { summary } = bundle;
  const states = summary.states.map((s) => s.state);
  const wanted = folders.filter((f) => states.includes(f.name));
  // All of them: the gate looks at the state of runtime, and a settling at what the others have made.
  await initAll(tf, folders);
  const heads = new Map(await Promise.all(wanted.map(async (f) => [f.name, await headOf(tf, f)] as const)));
  const done = await doneBy(journal, summary.id);
  const world = { ...(await originNow(o.env, o.emulated, folders)), now: new Date(), heads, done, states: all };
  assertFits(summary, world, { ...o, file: read.path });
  const plans = await Promise.all(wanted.map((folder) => laidOut(folder, bundle, heads.get(folder.name), done)));
  for (const p of plans) if (p.kind === "planned") await tellingCutOff(o)(p.folder, p.head);
  const before = new Set([...done].filter(([, result]) => result === "applied").map(([state]) => state));
  return { summary, plans, before };
}

/** Puts the saved plan of a state where an apply finds it. What an earlier run has begun is planned again. */
async function laidOut(
  folder: StateFolder,
  { summary, plans }: Bundle,
  head: StateHead | undefined,
  done: Done,
): Promise<StatePlan> {
  const state = summary.states.find((s) => s.state === folder.name);
  const saved = plans.get(folder.name);
  if (state?.kind !== "planned" || saved === undefined || done.has(folder.name))
    return { kind: "unknown", folder, until: state?.kind === "unknown" ? state.until : [] };
  await writeFile(join(folder.dir, planFile), saved, { mode: 0o600 });
  return { kind: "planned", folder, head, plan: planOf(folder, state), changes: state.changes };
}

function planOf(folder: StateFolder, { changes, outputs, drifted }: Extract<BundledState, { kind: "planned" }>) {
  const count = (...actions: string[]): number => changes.filter((c) => actions.includes(c.action)).length;
  const counts = {
    add: count("create", "replace"),
    change: count("update"),
    remove: count("delete", "replace"),
    import: count("import"),
  };
  return { state: folder, counts, changes, outputs, drifted, empty: changes.length === 0 && outputs.length === 0 };
}
