import { judge } from "../../../../ops/terraform/noise/judge.ts";
import type { NoiseRule } from "../../../../ops/terraform/noise/rule.ts";
import type { PriorResource } from "../../../../ops/terraform/show.ts";
import { changeOf, planWith } from "../../../support/plans.ts";

type Values = Readonly<Record<string, unknown>>;

/** What was found of one resource, and what the states have beside it. */
export interface Case {
  readonly address: string;
  readonly before: Values;
  readonly after: Values | null;
  readonly held?: readonly PriorResource[];
}

/** Paths that a rule, asked alone, leaves as drift. */
export function unexplainedBy(rule: NoiseRule, { address, before, after, held = [] }: Case): readonly string[] {
  const change = changeOf(address, { before: { ...before }, after: after === null ? null : { ...after } });
  return judge(planWith({ resource_drift: [change], held: [...held] }), [], [rule]).drift.map((d) => d.path);
}

/** The same of one attribute of a resource of a type. */
export const explains = (rule: NoiseRule, type: string, attribute: string, before: unknown, after: unknown): boolean =>
  unexplainedBy(rule, { address: `${type}.x`, before: { [attribute]: before }, after: { [attribute]: after } })
    .length === 0;
