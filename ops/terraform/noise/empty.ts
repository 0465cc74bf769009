import type { NoiseRule } from "./rule.ts";

/** `null` where nothing was asked for, and an empty value where AWS answers that there is nothing. */
export const nullAgainstEmpty: NoiseRule = {
  name: "null-against-empty",
  why: "nothing was asked for, and AWS says in another way that there is nothing",
  explains: ({ path, before, after }) => path !== "(all)" && isNothing(before) && isNothing(after),
};

/** Whether a value says that there is nothing. Neither 0 nor false does: off is not the same as never set. */
export function isNothing(value: unknown): boolean {
  if (value === null || value === undefined || value === "") return true;
  if (Array.isArray(value)) return value.every(isNothing);
  return typeof value === "object" && Object.values(value).every(isNothing);
}
