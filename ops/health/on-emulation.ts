import type { Environment } from "../../environments/environment.ts";
import { judged } from "./emulation.ts";
import { type CheckResult, type HealthReport, reportOf } from "./report.ts";

/**
 * A report as it counts where the emulated AWS stands in for AWS: what is not fine only for want of the emulated AWS is
 * no finding but skipped, with what is missing. Whatever else is wrong stays as it is.
 */
export function onEmulation(report: HealthReport, env: Environment): HealthReport {
  const limits = new Map(judged(report, env).beyondEmulation.map(({ id, because }) => [id, because]));
  const checks = report.checks.map((c): CheckResult => {
    const because = limits.get(c.id);
    if (because === undefined) return c;
    const { id, group, why, saw = "", ms } = c;
    return { id, group, why, state: "skip", because: `a limit of the emulated AWS: ${because}`, saw, ms };
  });
  return reportOf(checks, report);
}
