import type { Tally } from "../terraform/apply.ts";
import type { StateHead } from "../terraform/head.ts";
import type { Noise, Unexplained } from "../terraform/noise/judge.ts";

/** How one state came out of an apply; what was added, changed and destroyed is counted also where it did not come to its end. */
export interface Outcome extends Tally {
  readonly state: string;
  /**
   * `before`: this bundle had applied it already. `interrupted`: somebody asked to stop while it was applied.
   * `declined`: nobody agreed to its plan. `not-started`: a state that it reads from was not applied, or somebody asked to
   * stop.
   */
  readonly result: "applied" | "unchanged" | "before" | "failed" | "interrupted" | "declined" | "not-started";
  /** How many resources its plan was to add, change and destroy; absent where nothing was begun. */
  readonly planned?: number;
  /** Of an interrupted one: how many resources its state has as cut off. Absent where that could not be read. */
  readonly cutOff?: number;
  readonly seconds: number;
  /** The state as it was left; undefined when it could not be read, or never was written. */
  readonly head?: StateHead | undefined;
  /** Why it failed, was interrupted or was declined. */
  readonly error?: unknown;
  /** Why it did not start or come to its end, one sentence. */
  readonly because?: string;
}

/** What the look right after an apply found. */
export interface Settled {
  readonly state: string;
  /** What a rule explained and was written. */
  readonly noise: readonly Noise[];
  /** What is not as it was just applied: drift, and not written. */
  readonly drift: readonly Unexplained[];
  /** The look itself failed: whether anything drifted is not known. */
  readonly error?: unknown;
}

/** Whether states that read from it may be applied. */
export const holds = ({ result }: Pick<Outcome, "result">): boolean =>
  result === "applied" || result === "unchanged" || result === "before";
