import type { Environment } from "../../environments/environment.ts";
import type { CheckResult, HealthReport } from "./report.ts";

/** A check, or a group of them, that the emulated AWS cannot answer. */
export interface Beyond {
  /** An id, or the part before its dot. */
  readonly check: string;
  /** What is missing, one sentence. */
  readonly because: string;
  /** Environments that this is so for. */
  readonly when: (env: Environment) => boolean;
  /** What the check then saw. @default - anything. */
  readonly saw?: RegExp;
}

/** Every alarm that rings saw nothing at all, or rings because another does: that one would be in the list as well. */
const silence =
  /^(?:\S+: (?:Threshold Crossed: \d+ of \d+ datapoints \[missing(?:, missing)*\] against [^\s,]+|arn:[^,]*its alarm rule evaluates to ALARM)(?:, |$))+$/;

/** All there is; whatever is not here has to be ok on the emulated AWS. */
export const beyondEmulation: readonly Beyond[] = [
  {
    check: "alarms.quiet",
    because: "metrics of EC2, ECS and Route 53 are not emitted: an alarm that takes silence for a failure rings",
    when: ({ network, observability, recovery }) =>
      network.egress === "nat-instance" || observability.containerInsights || recovery.kind === "pilot-light",
    saw: silence,
  },
];

/** A check that is not fine. */
export interface Unwell {
  readonly id: string;
  readonly state: "fail" | "unknown";
  readonly because: string;
}

/** Health as it counts where the emulated AWS stands in for AWS. */
export interface EmulatedHealth {
  readonly verdict: HealthReport["verdict"];
  readonly ok: number;
  /** Findings. */
  readonly unwell: readonly Unwell[];
  /** Not fine for want of the emulated AWS, with the reason; no findings. */
  readonly beyondEmulation: readonly Unwell[];
  /** What the emulated AWS cannot answer for this environment, whether it mattered this time or not. */
  readonly limits: readonly { readonly check: string; readonly because: string }[];
}

/** Judges a report: what is not fine for want of the emulated AWS is told apart. */
export function judged(
  report: HealthReport,
  env: Environment,
  beyond: readonly Beyond[] = beyondEmulation,
): EmulatedHealth {
  const here = beyond.filter(({ when }) => when(env));
  const excuse = ({ id, group, saw: seen = "" }: CheckResult): Beyond | undefined =>
    here.find(({ check, saw }) => (check === id || check === group) && (saw === undefined || saw.test(seen)));
  const unwell = report.checks.filter((c) => c.state === "fail" || c.state === "unknown");
  const told = (c: CheckResult, because: string): Unwell => ({
    id: c.id,
    state: c.state === "fail" ? "fail" : "unknown",
    because,
  });
  return {
    verdict: unwell.every((c) => excuse(c) !== undefined) ? "ok" : report.verdict,
    ok: report.checks.filter((c) => c.state === "ok").length,
    unwell: unwell.filter((c) => excuse(c) === undefined).map((c) => told(c, c.saw ?? c.because ?? "")),
    beyondEmulation: unwell.flatMap((c) => {
      const known = excuse(c);
      return known === undefined ? [] : [told(c, known.because)];
    }),
    limits: here.map(({ check, because }) => ({ check, because })),
  };
}
