import type { RunbookName } from "./runbooks.ts";

/** What a metric does when nothing is wrong and nothing happens. */
type MissingData =
  /** No data means that the thing itself is gone. */
  | "breaching"
  /** The service sends nothing while idle, and idle is fine. */
  | "notBreaching"
  /** Keep the last state: neither silence nor a gap says anything. */
  | "ignore";

/** When an alarm goes off, against the statistic of one period. */
export type Breach = { readonly above: number } | { readonly atLeast: number } | { readonly below: number };

/** An alarm, as the module beside what it watches describes it. */
export interface AlarmSpec {
  /** Name without the environment's prefix; unique within the environment. */
  readonly name: string;
  /** What it means for the platform when it goes off, in one sentence. */
  readonly means: string;
  /** What to do then: `docs/runbooks/<runbook>.md`. */
  readonly runbook: RunbookName;
  readonly metric: {
    readonly namespace: string;
    readonly name: string;
    readonly dimensions: Readonly<Record<string, string>>;
  };
  readonly statistic: "Sum" | "Average" | "Maximum" | "Minimum" | `p${number}`;
  readonly when: Breach;
  readonly periodSeconds: number;
  /** How many of the last periods must breach. */
  readonly breaching: { readonly periods: number; readonly of: number };
  readonly missing: MissingData;
}

/** Path of a runbook from the root of the repository. */
export const runbookPath = (name: RunbookName): string => `docs/runbooks/${name}.md`;
