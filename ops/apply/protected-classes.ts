import { exitCode, OperatorError } from "../../contracts/errors.ts";
import { addressesOf, type BundledState } from "./bundle.ts";

/** Types of which a plan may destroy or replace nothing by the way: what they hold does not come back. */
const protectedTypes: readonly string[] = [
  "aws_msk_cluster",
  "aws_msk_serverless_cluster",
  "aws_dynamodb_table",
  "aws_dynamodb_table_replica",
  "aws_s3_bucket",
  "aws_kms_key",
  "aws_kms_replica_key",
  "aws_cloudwatch_log_group",
  "aws_backup_vault",
  "aws_cloudtrail",
];

/** Whether a resource holds what does not come back when it is replaced. */
export const isProtected = (address: string): boolean => protectedTypes.includes(typeOf(address));

const typeOf = (address: string): string => /^(?:module\.[^.]+\.)*([^.]+)\./.exec(address)?.[1] ?? "";

/**
 * Refuses plans that would destroy or replace something of a protected class.
 *
 * @param allowed addresses that somebody has typed in full
 * @param holds what still is as it was
 */
export function assertKeepsData(
  states: readonly BundledState[],
  allowed: readonly string[],
  holds = "nothing was changed",
): void {
  const lost = states
    .flatMap((s) => addressesOf(s, "delete", "replace", "remove"))
    .filter((address) => isProtected(address) && !allowed.includes(address));
  if (lost.length === 0) return;
  throw new OperatorError(
    "CAP_LOSES_DATA",
    `the plan destroys or replaces what holds data or keys; ${holds}\n${lost.map((a) => `  ${a}`).join("\n")}`,
    [`if that is meant, name each one: ${lost.map((a) => `--allow-replace '${a}'`).join(" ")}`],
    { exit: exitCode.refused },
  );
}
