import { setTimeout as sleep } from "node:timers/promises";
import type { CheckResult, HealthReport } from "./report.ts";

/** States by check id, of the look before. */
type States = ReadonlyMap<string, CheckResult["state"]>;

/** What {@link watch} needs. */
export interface WatchOptions {
  /** Looks once. */
  readonly look: () => Promise<HealthReport>;
  /** Shows a report; `changed` tells, for each check whose state is another than before, what it was. */
  readonly show: (report: HealthReport, changed: States) => void;
  readonly seconds: number;
  readonly signal: AbortSignal;
}

/** Looks again and again until the signal; returns the last report, or undefined when none was finished. */
export async function watch({ look, show, seconds, signal }: WatchOptions): Promise<HealthReport | undefined> {
  let last: HealthReport | undefined;
  while (!signal.aborted) {
    const report = await look();
    // What an interrupted look could not see is not worth showing.
    if (signal.aborted) return last ?? report;
    show(report, last === undefined ? new Map() : changesSince(last, report));
    last = report;
    await sleep(seconds * 1000, undefined, { signal }).catch(() => undefined);
  }
  return last;
}

/** For each check whose state changed: its state before. */
export function changesSince(before: HealthReport, now: HealthReport): States {
  const states = new Map(before.checks.map((c) => [c.id, c.state]));
  return new Map(
    now.checks.flatMap((c): [string, CheckResult["state"]][] => {
      const was = states.get(c.id);
      return was === undefined || was === c.state ? [] : [[c.id, was]];
    }),
  );
}
