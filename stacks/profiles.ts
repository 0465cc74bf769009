import type { CostProfile } from "../contracts/cost.ts";
import type { RecoveryProfile } from "../contracts/recovery.ts";
import type { Environment } from "../environments/environment.ts";
import { costOf } from "./profiles-cost.ts";
import { recoveryOf } from "./profiles-recovery.ts";

/** What each part of an environment costs, and how it comes back; by part. */
export interface Profiles {
  readonly cost: Readonly<Record<string, CostProfile>>;
  /** Several lines of one part for one loss are ways back, the best first. */
  readonly recovery: Readonly<Record<string, RecoveryProfile>>;
}

/** The profiles of an environment: pure functions of what it asks for, so that nothing has to be made to know them. */
export const profilesOf = (e: Environment): Profiles => ({ cost: costOf(e), recovery: recoveryOf(e) });
