import type { Verdict } from "../../../contracts/verdict.ts";
import type { Environment } from "../../../environments/environment.ts";
import { local } from "../../../environments/local.ts";
import type { Check } from "../../../ops/checks/check.ts";

/** The moment every judge in these tests is asked at. */
export const at = new Date("2026-03-01T12:00:00.000Z");

/** So many seconds before {@link at}. */
export const ago = (seconds: number): Date => new Date(at.getTime() - seconds * 1000);

/** An environment whose data must outlive mistakes. */
export const guarded: Environment = { ...local, name: "prod", safety: "protected" };

/** A check's verdict on what was seen. */
export const judged = <Seen>(check: Check<Seen>, seen: Seen, env: Environment = local): Verdict =>
  check.judge(seen, env, at);
