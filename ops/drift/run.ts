import type { Found } from "../probes/inventory/found.ts";
import { knownOf, type StateResource } from "../probes/inventory/known.ts";
import { takeInventory } from "../probes/inventory/search.ts";
import { type Look, openLook } from "../probes/look.ts";
import { type Doings, whoDid } from "../probes/trail.ts";
import { flagsOf } from "../report/again.ts";
import { priorResources } from "../terraform/show.ts";
import type { Workspace } from "../workspace/workspace.ts";
import { type Treated, treat } from "./baseline.ts";
import type { Baseline } from "./baseline-file.ts";
import { type Changed, changedIn } from "./changed.ts";
import type { Blind, Difference, DriftReport, Finding } from "./finding.ts";
import { idOf } from "./identity.ts";
import type { LastWritten } from "./last-written.ts";
import { datedBy, readMemory, remember, writeMemory } from "./memory.ts";
import { type Reach, reachHome } from "./reach.ts";
import { removalCommand } from "./removal.ts";
import type { SeenState } from "./seen-state.ts";
import { severityOf } from "./severity.ts";
import { keyOf, soughtFor } from "./sought.ts";
import { undeployedIn } from "./undeployed.ts";
import { toldOnce, unmanagedOf } from "./unmanaged.ts";
import { reportOf, seesAll } from "./verdict.ts";

/** What the plans of an environment's states brought. */
export interface Seen {
  readonly states: readonly SeenState[];
  /** States that hold nothing of what the code has, each as one difference. */
  readonly unmade: readonly Difference[];
  /** States that could not be planned, with the reason. */
  readonly blind: readonly Blind[];
  /** States that nobody asked about. */
  readonly notAsked: readonly string[];
  /** Of both: what they have. */
  readonly others: LastWritten;
}

/** What a report is about, and what was known before. */
export interface DriftContext extends Reach {
  readonly release?: string;
  readonly commit: string;
  readonly baseline: Baseline;
  /** By `performance.now()`. */
  readonly began: number;
  readonly signal: AbortSignal;
}

/** A machine waits, or a person who has asked for all of it: better a late answer than a blind spot. */
const patience = { requestTimeoutMs: 20_000, maxAttempts: 4 } as const;

/** Puts together what the plans, AWS itself, CloudTrail, the baseline and memory say. Writes nothing but memory. */
export async function driftReport(
  seen: Seen,
  { at }: Pick<Workspace, "at">,
  context: DriftContext,
): Promise<DriftReport> {
  const { signal } = context;
  const look = openLook({ ...at, signal, limits: patience });
  try {
    const resources = resourcesOf(seen);
    const inventory = await searched(seen, () => takeInventory(look, knownOf(resources), signal));
    const changed = seen.states.map((s) => changedIn(s, resources));
    const differences = differencesOf(seen, changed, inventory.unmanaged, look);
    const blind = [...seen.blind, ...inventory.blind];
    const at = new Date().toISOString();
    const sawAll = seesAll({ complete: blind.length === 0, notAsked: seen.notAsked });
    const treated = treat(context.baseline, differences, { at, sawAll });
    const doings = await whoDid(look, soughtFor(treated.kept, resources, inventory.unmanaged));
    return await judged(seen, { at, sawAll, treated, doings, blind, changed, coverage: inventory.coverage }, context);
  } finally {
    look.close();
  }
}

const resourcesOf = ({ states, others }: Seen): readonly StateResource[] => [
  ...states.flatMap(({ state, plan }) => priorResources(plan).map((r) => ({ ...r, state }))),
  ...others.resources,
];

/** With a state unread, all that it has would look like nobody's. What is unmanaged is so whichever states were asked for. */
async function searched(
  { others: { unread } }: Seen,
  search: () => ReturnType<typeof takeInventory>,
): ReturnType<typeof takeInventory> {
  if (unread.length === 0) return await search();
  const what = "unmanaged resources";
  const blind = unread.map((u) => ({ what, because: `what ${u.what} has would look unmanaged: ${u.because}` }));
  return { unmanaged: [], blind, coverage: { enumerated: [], notAnswered: [], notEnumerated: [] } };
}

function differencesOf(
  seen: Seen,
  changed: readonly Changed[],
  found: readonly Found[],
  look: Look,
): readonly Difference[] {
  const outside = toldOnce(
    changed.flatMap((c) => c.differences),
    found,
  );
  return [
    ...outside,
    ...found.map((f) => unmanagedOf(f, removalCommand(f, look))),
    ...seen.unmade,
    ...seen.states.flatMap((s) => undeployedIn(s)),
  ];
}

interface Judgeable {
  /** The moment of the look, ISO 8601, UTC. */
  readonly at: string;
  readonly sawAll: boolean;
  readonly treated: Treated<Difference>;
  readonly doings: Doings;
  readonly blind: readonly Blind[];
  readonly changed: readonly Changed[];
  readonly coverage: DriftReport["coverage"];
}

async function judged(seen: Seen, parts: Judgeable, context: DriftContext): Promise<DriftReport> {
  const { env, commit, began } = context;
  const { at, sawAll, treated, doings } = parts;
  const home = reachHome(context);
  const memory = await readMemory(home);
  const findings = treated.kept.map((d): Finding => {
    const id = idOf(env.name, d);
    const dated = datedBy(memory, { ...d, id }, { at, by: doings.by.get(keyOf(d)) });
    return { ...d, id, severity: severityOf(d), ...dated };
  });
  await writeMemory(home, remember(memory, findings, { sawAll }));
  const noise = Map.groupBy(
    parts.changed.flatMap((c) => c.noise),
    (rule) => rule,
  );
  return reportOf({
    environment: env.name,
    profile: env.profile.name,
    flags: flagsOf(context),
    commit,
    at,
    states: [
      ...[...seen.states, ...seen.unmade].flatMap((s) => s.state ?? []),
      ...seen.blind.map((b) => b.what.replace(/^state /, "")),
    ],
    notAsked: seen.notAsked,
    findings,
    ignored: treated.ignored,
    expired: treated.expired,
    unneeded: treated.unneeded,
    governed: parts.changed.flatMap((c) => c.governed),
    blind: parts.blind,
    unattributed: doings.blind,
    coverage: parts.coverage,
    noise: Object.fromEntries([...noise].map(([rule, all]) => [rule, all.length])),
    ms: Math.round(performance.now() - began),
  });
}
