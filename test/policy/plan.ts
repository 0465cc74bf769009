import { readFileSync } from "node:fs";
import { basename } from "node:path";

/** A resource as a plan that follows an apply knows it: every value is there. */
export interface PlannedResource {
  readonly address: string;
  readonly type: string;
  readonly mode: string;
  readonly values: Readonly<Record<string, unknown>>;
}

/** What of `terraform show -json` of a plan is read here; the rest is handed on. */
export interface PlanJson {
  readonly planned_values: { readonly root_module: { resources?: PlannedResource[] } };
  readonly resource_changes?: { readonly address: string }[];
  readonly configuration: {
    readonly root_module: {
      readonly outputs?: Readonly<Record<string, { readonly expression?: { readonly references?: string[] } }>>;
      resources?: { readonly address: string }[];
    };
  };
}

/** A plan of one state. */
export interface StatePlan {
  readonly state: string;
  readonly plan: PlanJson;
}

/** Reads plans: files called `<state>.json`. */
export const readPlans = (files: readonly string[]): StatePlan[] =>
  files.map((file) => ({
    state: basename(file, ".json"),
    plan: JSON.parse(readFileSync(file, "utf8")) as PlanJson,
  }));

/**
 * One plan of all states of an environment, so that a scanner sees what belongs together: the lifecycle rules of a
 * bucket stand in another state than the bucket. What a state reads from another one's outputs then refers to the
 * resource itself, as it would in one state.
 */
export function wholePlan(plans: readonly StatePlan[]): PlanJson {
  const apart = plans.map(({ plan, state }) => ({ state, plan: unique(plan, state, plans) }));
  const told = new Map(apart.flatMap(outputsOf));
  const [first, ...rest] = apart.map(({ plan }) => resolved(plan, told));
  if (first === undefined) throw new Error("no plan was given");
  const all = [first, ...rest];
  first.planned_values.root_module.resources = all.flatMap((p) => p.planned_values.root_module.resources ?? []);
  first.configuration.root_module.resources = all.flatMap((p) => p.configuration.root_module.resources ?? []);
  return { ...first, resource_changes: all.flatMap((p) => p.resource_changes ?? []) };
}

/** What each output of a state refers to, by `<state>.<output>`: two states may call theirs the same. */
const outputsOf = ({ state, plan }: StatePlan): [string, readonly string[]][] =>
  Object.entries(plan.configuration.root_module.outputs ?? {}).map(([name, { expression }]) => [
    `${state}.${name}`,
    expression?.references ?? [],
  ]);

/** The same plan, with the state's name in every address that another state has as well. */
function unique(plan: PlanJson, state: string, plans: readonly StatePlan[]): PlanJson {
  const others = new Set(plans.filter((p) => p.state !== state).flatMap((p) => addressesOf(p.plan)));
  const twice = addressesOf(plan).filter((address) => others.has(address));
  if (twice.length === 0) return plan;
  const renamed = new Map(twice.map((address) => [address, `${address}_${state}`]));
  // References go on to an attribute: `aws_s3_bucket.bucket_bronze.arn`.
  const apart = walk(plan, (text) => {
    const [type, name, ...rest] = text.split(".");
    const own = renamed.get(`${type}.${name}`);
    return own === undefined ? text : [own, ...rest].join(".");
  }) as PlanJson;
  const { planned_values: planned, configuration, resource_changes: changes = [] } = apart;
  // Scanners put addresses together anew, from type and name.
  for (const named of [
    ...(planned.root_module.resources ?? []),
    ...(configuration.root_module.resources ?? []),
    ...changes,
  ])
    Object.assign(named, { name: named.address.slice(named.address.indexOf(".") + 1) });
  return apart;
}

const addressesOf = (plan: PlanJson): string[] =>
  (plan.planned_values.root_module.resources ?? []).map(({ address }) => address);

const remote = /^data\.terraform_remote_state\.cross-stack-reference-input-([^.]+)\.outputs\.(.+)$/;

function resolved(plan: PlanJson, told: ReadonlyMap<string, readonly string[]>): PlanJson {
  return walk(
    plan,
    (text) => text,
    (list) =>
      list.flatMap((item) => {
        const [, state, output] = (typeof item === "string" && remote.exec(item)) || [];
        return [...(told.get(`${state}.${output}`) ?? [item])];
      }),
  ) as PlanJson;
}

function walk(
  value: unknown,
  onText: (text: string) => string,
  onList: (list: readonly unknown[]) => readonly unknown[] = (list) => list,
): unknown {
  if (typeof value === "string") return onText(value);
  if (Array.isArray(value)) return onList(value).map((item) => walk(item, onText, onList));
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, walk(item, onText, onList)]));
}
