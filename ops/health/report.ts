import { type ExitCode, exitCode } from "../../contracts/errors.ts";
import type { Verdict } from "../../contracts/verdict.ts";

/** What one check came to. */
export interface CheckResult {
  readonly id: string;
  /** Part of the id before the dot. */
  readonly group: string;
  readonly why: string;
  readonly state: Verdict["state"];
  readonly saw?: string;
  readonly want?: string;
  /** The next command or the runbook, ready to paste. */
  readonly fix?: string;
  /** Of a failure, ISO 8601, UTC: when it began, as AWS tells it, else when a look first saw it. */
  readonly since?: string;
  /** Of a failure, ISO 8601, UTC: when a look last found it fine. */
  readonly lastOk?: string;
  /** Why it was skipped or could not be told. */
  readonly because?: string;
  /** How long looking and judging took; checks that share a look wait for it together. */
  readonly ms: number;
}

/** `cap health --json`; a stable interface. */
export interface HealthReport {
  readonly environment: string;
  /** When it was looked, ISO 8601, UTC. */
  readonly at: string;
  /** `fail` when any check failed, else `unknown` when any could not look, else `ok`. */
  readonly verdict: "ok" | "fail" | "unknown";
  /** False when any check could not look. */
  readonly complete: boolean;
  /** Wall time of the whole look, milliseconds. */
  readonly ms: number;
  readonly checks: readonly CheckResult[];
}

/** A report of these results. */
export function reportOf(
  checks: readonly CheckResult[],
  head: Pick<HealthReport, "environment" | "at" | "ms">,
): HealthReport {
  const any = (state: Verdict["state"]): boolean => checks.some((c) => c.state === state);
  const verdict = any("fail") ? "fail" : any("unknown") ? "unknown" : "ok";
  return { ...head, verdict, complete: !any("unknown"), checks };
}

/** How the process ends after this report: findings (2) beat blind spots (3). */
export const exitOf = (report: Pick<HealthReport, "verdict">): ExitCode =>
  ({ ok: exitCode.ok, fail: exitCode.findings, unknown: exitCode.couldNotLook })[report.verdict];
