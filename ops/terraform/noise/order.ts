import type { NoiseRule } from "./rule.ts";

/** Lists in which the place of an element says something: what comes first is tried, searched or read first. */
const ordered =
  /(^|[.\]])(layers|columns|partition_keys|sort_columns|bucket_columns|command|entry_point|termination_policies|ordered_placement_strategy|processors)$/;

/** The same elements in another order. */
export const order: NoiseRule = {
  name: "order",
  why: "AWS gives the elements of a set in any order",
  explains: ({ path, before, after }) =>
    Array.isArray(before) &&
    Array.isArray(after) &&
    before.length === after.length &&
    !ordered.test(path) &&
    JSON.stringify(inOrder(before)) === JSON.stringify(inOrder(after)),
};

const inOrder = (list: readonly unknown[]): string[] => list.map((e) => JSON.stringify(e) ?? "null").sort();
