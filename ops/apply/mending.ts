import { exitCode, OperatorError } from "../../contracts/errors.ts";
import { again } from "../report/again.ts";
import { addressesOf, type BundledState } from "./bundle.ts";
import type { ApplyRequest } from "./request.ts";

/**
 * Refuses (exit 4) a plan that would touch more than what drifted: a target brings what it depends on, and that may have
 * changes of its own.
 *
 * @param holds what still is as it was
 */
export function assertMendsOnly(o: ApplyRequest, states: readonly BundledState[], holds: string): void {
  const more = states.flatMap((s) => addressesOf(s).filter((a) => o.mending?.get(s.state)?.includes(a) !== true));
  if (more.length === 0) return;
  throw new OperatorError(
    "CAP_MENDS_MORE",
    `putting the drift back would also change what it depends on; ${holds}\n${more.map((a) => `  ${a}`).join("\n")}`,
    [again("plan", o), again("apply", o)],
    { exit: exitCode.refused },
  );
}
