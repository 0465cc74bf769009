import { type ExitCode, exitCode } from "../../contracts/errors.ts";
import type { DriftReport } from "./finding.ts";
import { order } from "./order.ts";

/** What a look brought, before it is judged. */
export type Parts = Omit<DriftReport, "verdict" | "complete">;

/** A report of these parts, the worst first. */
export function reportOf(parts: Parts): DriftReport {
  const drift = parts.findings.some((f) => f.recorded === undefined) || parts.expired.length > 0;
  const complete = parts.blind.length === 0;
  const verdict = drift ? "drift" : complete ? "none" : "unknown";
  return { ...parts, findings: order(parts.findings), verdict, complete };
}

/** How the process ends after this report: drift (2) beats blind spots (3). */
export const exitOf = ({ verdict }: Pick<DriftReport, "verdict">): ExitCode =>
  ({ none: exitCode.ok, drift: exitCode.findings, unknown: exitCode.couldNotLook })[verdict];

/** Whether what this report does not tell is not there: nothing was blind, and no state was left out. */
export const seesAll = ({ complete, notAsked }: Pick<DriftReport, "complete" | "notAsked">): boolean =>
  complete && notAsked.length === 0;
