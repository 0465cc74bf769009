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
export type Breach =
  | { readonly above: number }
  | { readonly atLeast: number }
  | { readonly below: number }
  /** Above the band that CloudWatch learned from two weeks of the metric, so many standard deviations wide. */
  | { readonly aboveBand: number };

/** What becomes of the values of one period. */
export type Statistic = "Sum" | "Average" | "Maximum" | "Minimum" | "SampleCount" | `p${number}`;

/** A metric, as CloudWatch addresses it. */
export interface Metric {
  readonly namespace: string;
  readonly name: string;
  readonly dimensions: Readonly<Record<string, string>>;
}

/** A metric and what is made of it. */
export interface Measure {
  readonly metric: Metric;
  readonly statistic: Statistic;
}

/** Several measures, and one number made of them. */
export interface Calculation {
  /** CloudWatch metric math over the names of `measures`: `user + system`. */
  readonly expression: string;
  /** By name; a name begins with a lower-case letter. At most ten: CloudWatch allows no more to an alarm. */
  readonly measures: Readonly<Record<string, Measure>>;
}

/** What people are woken for: each domain pages once, however many of its alarms go off. */
export const pagingDomains = ["ingest", "bus", "api", "data"] as const;
/** One of {@link pagingDomains}. */
export type PagingDomain = (typeof pagingDomains)[number];

/** What every alarm says, whatever it measures. */
interface AlarmFacts {
  /** Name without the environment's prefix; unique within the environment. */
  readonly name: string;
  /** What it means for the platform when it goes off, in one sentence. */
  readonly means: string;
  /** What to do then: `docs/runbooks/<runbook>.md`. */
  readonly runbook: RunbookName;
  readonly when: Breach;
  readonly periodSeconds: number;
  /** How many of the last periods must breach. */
  readonly breaching: { readonly periods: number; readonly of: number };
  readonly missing: MissingData;
  /** It wakes somebody, as part of this domain. @default - it is told and shown, and can wait for morning. */
  readonly pages?: PagingDomain;
}

/** An alarm on one metric. */
export type MeasuredAlarm = AlarmFacts & Measure;
/** An alarm on a number made of several metrics. */
export type CalculatedAlarm = AlarmFacts & Calculation;
/** An alarm, as the module beside what it watches describes it. */
export type AlarmSpec = MeasuredAlarm | CalculatedAlarm;

/** What an alarm measures, by name: the one measure of a plain alarm is called `value`. */
export const measuresOf = (spec: AlarmSpec): Readonly<Record<string, Measure>> =>
  "expression" in spec ? spec.measures : { value: { metric: spec.metric, statistic: spec.statistic } };

/** Path of a runbook from the root of the repository. */
export const runbookPath = (name: RunbookName): string => `docs/runbooks/${name}.md`;
