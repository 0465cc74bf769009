import { setTimeout as sleep } from "node:timers/promises";
import { checks } from "../checks/index.ts";
import type { CheckResult, HealthReport } from "../health/report.ts";

const lookEveryMs = 1_000;
/** An alarm that rang while everything started is quiet again after its period, a minute. */
const limitMs = 90_000;
/** Checks that are named; a person wants to know what kind of thing it is. */
const mostNamed = 5;

/** What {@link waitForHealth} needs. */
export interface HealthWait {
  /** Looks once, with every check. */
  readonly look: () => Promise<HealthReport>;
  /** What of a report is not fine, and counts. */
  readonly unwell: (report: HealthReport) => readonly Pick<CheckResult, "id" | "state">[];
  /** Told once, when there is something to wait for: for what, and how long at most. */
  readonly say: (line: string) => void;
  readonly signal: AbortSignal;
}

/**
 * The verdict of every check; what is not ok is looked at again for a while, because some things need a moment. A setting
 * that is wrong is not waited for: it stays wrong.
 */
export async function waitForHealth({ look, unwell, say, signal }: HealthWait): Promise<HealthReport> {
  const until = Date.now() + limitMs;
  let told = false;
  for (;;) {
    const report = await look();
    const passing = unwell(report).filter(mayPass);
    if (passing.length === 0 || Date.now() > until) return report;
    if (!told) say(inWords(passing));
    told = true;
    await sleep(lookEveryMs, undefined, { signal });
  }
}

const settings: ReadonlySet<string> = new Set(checks.filter((c) => c.setting === true).map((c) => c.id));

const mayPass = ({ id, state }: Pick<CheckResult, "id" | "state">): boolean => state !== "fail" || !settings.has(id);

function inWords(passing: readonly Pick<CheckResult, "id">[]): string {
  const ids = passing.slice(0, mostNamed).map(({ id }) => id);
  return `waits at most ${limitMs / 1_000} s for ${ids.join(", ")}${passing.length > mostNamed ? ", …" : ""}`;
}
