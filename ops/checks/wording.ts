import type { Verdict } from "../../contracts/verdict.ts";
import type { Environment } from "../../environments/environment.ts";
import { again, onEmulated } from "../report/again.ts";

/** `1 queue`, `3 queues`, `1,200 records`. */
export const count = (n: number, noun: string): string => `${n.toLocaleString("en-US")} ${n === 1 ? noun : `${noun}s`}`;

/** `a, b, c, …`: the first few of many. */
export const someOf = (all: readonly string[], most: number): string =>
  `${all.slice(0, most).join(", ")}${all.length > most ? ", …" : ""}`;

/** `45 s`, `9 min`, `5 h`, `3 days`: how long ago something was, cut to its largest unit. */
export function duration(seconds: number): string {
  if (seconds < 120) return `${Math.round(seconds)} s`;
  if (seconds < 7_200) return `${Math.round(seconds / 60)} min`;
  if (seconds < 172_800) return `${Math.round(seconds / 3_600)} h`;
  return `${Math.round(seconds / 86_400)} days`;
}

/** Seconds from one moment to another. */
export const secondsBetween = (from: Date, to: Date): number => (to.getTime() - from.getTime()) / 1000;

/** The `since` of a verdict: the earliest of the moments that are known, nothing when none is. */
export function sinceEarliest(moments: readonly (Date | undefined)[]): { readonly since?: string } {
  const known = moments.flatMap((m) => (m === undefined ? [] : [m.getTime()]));
  return known.length === 0 ? {} : { since: new Date(Math.min(...known)).toISOString() };
}

/** What stands for a list that should not be empty: nothing was looked at, and that is not fine. */
export const noneNamed = (noun: string): Verdict => ({
  state: "unknown",
  because: `the manifest names no ${noun}, so none was looked at`,
});

/** The command that puts back what Terraform owns. */
export const applyAgain = (env: Environment): string =>
  onEmulated(env) ? again("up", { env }) : again("apply", { env }, "--release FILE");
