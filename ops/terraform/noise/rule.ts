import type { Difference } from "../differences.ts";
import type { ResourceChange } from "../show.ts";

/** A difference that may be noise. */
export interface Suspect extends Difference {
  readonly type: string;
  readonly resource: ResourceChange;
}

/** A resource as a state has it. */
export interface HeldResource {
  readonly type: string;
  readonly values: Readonly<Record<string, unknown>>;
}

/** The resources of the states, as they were read, to be asked by type. */
export interface StateView {
  ofType(type: string): readonly HeldResource[];
  /** Those that the states have and AWS has no more, as they were. */
  goneOfType(type: string): readonly HeldResource[];
}

/**
 * Explains a difference by which nothing has changed in AWS: the same thing spelled another way, or told a second time by
 * another resource of the state. What a rule does not explain is drift: it must never take a change by hand for noise.
 */
export interface NoiseRule {
  readonly name: string;
  /** Why what it explains is no change, one sentence. */
  readonly why: string;
  /** Asked of an attribute first, then of its parts. */
  explains(s: Suspect, state: StateView): boolean;
}
