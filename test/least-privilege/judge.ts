import type { Needs } from "./needs.ts";
import type { Permission } from "./platform.ts";

/** What is wrong with a role. */
export interface Verdict {
  /** Needed and not allowed, each with why it is needed. */
  readonly missing: readonly string[];
  /** Allowed, and neither asked for by the code nor listed with a reason. */
  readonly unused: readonly Permission[];
}

/** Holds what a role allows against what is needed, to the letter: a wider resource is another permission. */
export function judge(allowed: readonly Permission[], needs: Needs): Verdict {
  return {
    missing: [...needs].filter(([one]) => !allowed.includes(one)).map(([one, why]) => `${one}: ${why}`),
    unused: allowed.filter((one) => !needs.has(one)),
  };
}
