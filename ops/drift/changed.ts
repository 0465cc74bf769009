import { ownersOf } from "../../contracts/governed.ts";
import { inWords } from "../terraform/drift.ts";
import { isGoverned } from "../terraform/governed.ts";
import { judge, type Unexplained } from "../terraform/noise/judge.ts";
import type { HeldResource } from "../terraform/noise/rule.ts";
import type { ResourceChange } from "../terraform/show.ts";
import type { Difference, Governed } from "./finding.ts";
import type { SeenState } from "./seen-state.ts";

/** What was changed and deleted outside Terraform, in one state. */
export interface Changed {
  readonly differences: readonly Difference[];
  readonly governed: readonly Governed[];
  /** Names of the rules that explained an attribute, one for each. */
  readonly noise: readonly string[];
}

/**
 * What a plan found changed without it, without noise.
 *
 * @param all resources of every state of the environment
 */
export function changedIn({ state, plan, ignored }: SeenState, all: readonly HeldResource[]): Changed {
  const { drift, noise } = judge(plan, all);
  const owned = new Set(drift.filter((d) => isGoverned(d, ignored)));
  return {
    differences: drift.filter((d) => !owned.has(d)).map((d) => differenceOf(state, d)),
    governed: [...owned].map(({ resource, ...d }) => ({
      state,
      address: resource.address,
      ...inWords(d),
      owners: ownersOf(resource.type, d.path),
    })),
    noise: noise.map((n) => n.rule),
  };
}

const differenceOf = (state: string, { resource, ...d }: Unexplained): Difference => ({
  kind: resource.change.after === null ? "deleted" : "changed",
  type: resource.type,
  state,
  address: resource.address,
  resource: nameIn(resource),
  ...inWords(d),
});

/** What AWS calls a resource: its ARN, else its id, else its name. */
export function nameIn({ address, change: { before, after } }: ResourceChange): string {
  const values = before ?? after ?? {};
  const told = [values["arn"], values["id"], values["name"]].find((v) => typeof v === "string" && v !== "");
  return typeof told === "string" ? told : address;
}
