import { type Exception, type Finding, type Found, judge, readExceptions } from "../policy/exceptions.ts";
import type { Given, Property } from "./property.ts";

/** A property that a line of policy-exceptions.jsonl may argue with, for a time. */
export interface Arguable extends Property {
  /** Everything that breaks it, argued with or not. */
  found(given: Given): readonly Finding[];
}

const scanner = "properties";

/** The lines that argue with properties. */
export const argued: readonly Exception[] = readExceptions().filter((e) => e.scanner === scanner);

/** What of these is neither explained nor in time, and which lines nothing needs. */
export const held = (findings: readonly Found[], scanned: readonly string[], exceptions = argued) =>
  judge(findings, exceptions, new Date().toISOString().slice(0, 10), scanned);

/** A property whose findings have an id each, by which a line of exceptions can name them. */
export function arguable(
  property: Pick<Property, "holds" | "planted"> & {
    found(given: Given): readonly Omit<Finding, "scanner">[];
  },
): Arguable {
  const found = (given: Given): Finding[] => property.found(given).map((f) => ({ ...f, scanner }));
  return {
    ...property,
    found,
    violations: (given) =>
      held(
        found(given).map((f) => ({ ...f, environment: given.environment.name })),
        [],
      ).unexplained.map((f) => `${f.resource}: ${f.what} (${f.id})`),
  };
}
