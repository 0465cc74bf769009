import { OperatorError } from "../../contracts/errors.ts";
import { nearest } from "../../contracts/nearest.ts";
import type { Environment } from "../../environments/environment.ts";
import { again } from "../report/again.ts";

/** What can be asked for: whole ids (`queues.age`) and their beginnings up to a dot (`queues`). */
interface Identified {
  readonly id: string;
}

/**
 * The checks that were asked for, in their own order; all of them when nothing was. OperatorError CAP_NO_CHECK that
 * suggests the nearest id when one fits none.
 */
export function selectChecks<Check extends Identified>(
  checks: readonly Check[],
  only: readonly string[] | undefined,
  env: Environment,
): readonly Check[] {
  if (only === undefined || only.length === 0) return checks;
  const fits = (check: Check, asked: string): boolean => check.id === asked || check.id.startsWith(`${asked}.`);
  const unknown = only.filter((asked) => !checks.some((check) => fits(check, asked)));
  const [first] = unknown;
  if (first !== undefined) throw noCheck(first, checks, env);
  return checks.filter((check) => only.some((asked) => fits(check, asked)));
}

function noCheck(asked: string, checks: readonly Identified[], env: Environment): OperatorError {
  const groups = [...new Set(checks.map((c) => c.id.split(".")[0] ?? c.id))];
  const guess = nearest(asked, [...groups, ...checks.map((c) => c.id)]);
  const meant = guess === undefined ? "" : `, did you mean "${guess}"?`;
  return new OperatorError("CAP_NO_CHECK", `no check is called "${asked}"${meant || ";"} nothing was looked at`, [
    ...(guess === undefined ? [] : [again("health", { env }, `--only ${guess}`)]),
    `groups: ${groups.join(", ")}`,
  ]);
}
