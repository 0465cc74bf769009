import { begunIn } from "../terraform/begun.ts";
import { type ImportBlock, missingIn } from "../terraform/import-blocks.ts";
import { type Plan, type PlanOptions, plan } from "../terraform/plan.ts";
import { type PlanDocument, priorResources, type ResourceChange, showPlan } from "../terraform/show.ts";
import type { StateFolder, Terraform } from "../terraform/terraform.ts";

/** Something that an apply which was cut off seems to have made. */
interface Lost extends ImportBlock {
  /** AWS said that it had made it. */
  readonly told: boolean;
  /** The id is the state's, and nobody knows whether the import of this type spells it in the same way. */
  readonly guessed: boolean;
}

/**
 * Plans a state. Asked to stop, the provider hangs up on requests that AWS carries out all the same; killed, Terraform
 * takes with it what it had not written yet. What was begun since an apply ended well, and the plan would create once more,
 * is looked for and planned as an import, so that the same command goes on after every interruption.
 *
 * Only what was begun at that address is taken in, and only if it carries our tag or none yet: what somebody else
 * made under our name stays theirs, and the apply says that it exists.
 */
export async function planTakingIn(tf: Terraform, state: StateFolder, options: PlanOptions): Promise<Plan> {
  const tried = new Set<string>();
  let made = await plan(tf, state, options);
  let taken: readonly Lost[] = [];
  // What is taken in tells where that is which hangs on it: a VPC its subnets, they a balancer.
  for (;;) {
    const more = await lostIn(tf, made, tried);
    if (more.length === 0) return made;
    for (const { to } of more) tried.add(to);
    [made, taken] = await takingIn(tf, state, options, [...taken, ...more]);
  }
}

/** A plan with imports, and which ones: what is not there, or is not ours, is left to be created as it was planned. */
async function takingIn(
  tf: Terraform,
  state: StateFolder,
  options: PlanOptions,
  lost: readonly Lost[],
): Promise<readonly [Plan, readonly Lost[]]> {
  let fit: readonly Lost[];
  try {
    const made = await plan(tf, state, { ...options, imports: lost });
    const shown = await showPlan(tf, state);
    fit = fitting(shown, lost);
    if (fit.length === lost.length) return [await withoutHalves(tf, state, options, [made, shown, lost]), lost];
  } catch (error) {
    if (tf.signal.aborted || lost.length === 0) throw error;
    fit = without(lost, error);
  }
  return await takingIn(tf, state, options, fit);
}

/** An import that Terraform does not take names no address, and must not keep anybody from planning. */
function without(lost: readonly Lost[], error: unknown): readonly Lost[] {
  const missing = missingIn(error);
  if (missing.length > 0) return lost.filter(({ to }) => !missing.includes(to));
  return lost.some((l) => l.guessed) ? lost.filter((l) => !l.guessed) : [];
}

/** @param tried addresses that are not looked for */
async function lostIn(tf: Terraform, { state, changes }: Plan, tried: ReadonlySet<string>): Promise<readonly Lost[]> {
  const begun = await begunIn(tf, state);
  const again = changes.filter((c) => c.action === "create" && begun.has(c.address) && !tried.has(c.address));
  if (again.length === 0) return [];
  const shown = await showPlan(tf, state);
  const known = new Set(priorResources(shown).map((r) => r.values["id"]));
  const asked = again.map((c) => ({ type: c.type, values: changeOf(shown, c.address)?.after ?? {} }));
  const found = (await tf.find?.(asked)) ?? [];
  const all = again.flatMap(({ address: to }, i): readonly Lost[] => {
    const told = begun.get(to);
    const ids = found[i] ?? [];
    const free = ids.filter((id) => !known.has(id));
    const id = free.length === 1 ? free[0] : told;
    return id === undefined ? [] : [{ to, id, told: told !== undefined, guessed: ids.length === 0 }];
  });
  const sure = all.filter((l) => !l.guessed);
  // What hangs on the sure ones may be sure as well when they are taken in.
  return sure.length > 0 ? sure : all;
}

/** The plan, with what is taken in but was cut in half made anew: as Terraform does with what it knows to be cut off. */
async function withoutHalves(
  tf: Terraform,
  state: StateFolder,
  options: PlanOptions,
  [made, shown, lost]: readonly [Plan, PlanDocument, readonly Lost[]],
): Promise<Plan> {
  const anew = lost.map(({ to }) => to).filter((to) => isHalf(shown.resource_changes.find((r) => r.address === to)));
  return anew.length === 0 ? made : await plan(tf, state, { ...options, imports: lost, anew });
}

/**
 * AWS gives a new security group a rule that lets all traffic out, which the provider takes away with its next call. No
 * plan would: rules are resources of their own. Nothing hangs on a group of which that call was not made.
 */
function isHalf(r: ResourceChange | undefined): boolean {
  if (r?.type !== "aws_security_group") return false;
  const egress = (r.change.before?.["egress"] ?? []) as readonly { readonly protocol: string }[];
  return egress.some(({ protocol }) => protocol === "-1");
}

/** Those that stay what they are, and are ours. */
function fitting(shown: PlanDocument, lost: readonly Lost[]): readonly Lost[] {
  return lost.filter(({ to, told }) => {
    const change = changeOf(shown, to);
    return change !== undefined && !change.actions.includes("delete") && (told || isOurs(change));
  });
}

const changeOf = (shown: PlanDocument, address: string) =>
  shown.resource_changes.find((r) => r.address === address)?.change;

function isOurs({ before, after }: NonNullable<ReturnType<typeof changeOf>>): boolean {
  const [has, wanted] = [tagsOf(before), tagsOf(after)];
  return Object.keys(has).length === 0 || has["Environment"] === wanted["Environment"];
}

const tagsOf = (values: Readonly<Record<string, unknown>> | null): Readonly<Record<string, unknown>> =>
  (values?.["tags_all"] ?? {}) as Record<string, unknown>;
