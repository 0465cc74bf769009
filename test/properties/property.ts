import type { Environment } from "../../environments/environment.ts";
import type { Resource } from "../support/synthesised.ts";

/** What a property looks at: one environment as it was synthesised. */
export interface Given {
  readonly environment: Pick<Environment, "name" | "safety">;
  /** Resources of all its stacks. */
  readonly resources: readonly Resource[];
}

/** Something that holds for every resource of every environment. */
export interface Property {
  /** The sentence that holds, as a test's name. */
  readonly holds: string;
  /** Where it does not hold: the address, and what was seen there. */
  violations(given: Given): readonly string[];
  /** Resources that break it, each in its own way: every one of them has to be found. */
  readonly planted: readonly Resource[];
}

/** A resource that never was, for {@link Property.planted}. */
export const plant = (type: string, has: Readonly<Record<string, unknown>>): Resource => ({
  type,
  address: `${type}.planted`,
  has,
});
