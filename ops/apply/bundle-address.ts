import { exitCode, OperatorError } from "../../contracts/errors.ts";
import { names } from "../../contracts/names.ts";
import type { Environment } from "../../environments/environment.ts";
import { onEmulated, type Told } from "../report/again.ts";

/** What `--out` says for the account's bucket of states: a bundle gets its name there from its id. */
export const inTheAccount = "s3://";

/** Whether a place for a bundle is an address, and no file. */
export const isAddress = (place: string): boolean => place.startsWith(inTheAccount);

/** Where a bundle lies, so that whoever has the address knows which bundle it must be. */
export const addressOf = (env: Environment, id: string): string =>
  `s3://${names.accountBucket(env, "states")}/${names.bundleKey(env, id)}`;

/** Id of the bundle of this environment that an address names; undefined where it is any other address. */
export function idIn(env: Environment, address: string): string | undefined {
  const id = /\/(plan-[0-9a-f]{12})\.capplan$/.exec(address)?.[1];
  return id !== undefined && address === addressOf(env, id) ? id : undefined;
}

/**
 * Refuses an address where the emulated AWS stands in: its bundles open on this machine alone, where their key is.
 *
 * @param holds what was not done
 * @param instead the command with a file
 */
export function assertOnAws({ env, emulated = onEmulated(env) }: Told, holds: string, instead: string): void {
  if (!emulated) return;
  throw new OperatorError(
    "CAP_BUNDLE_PLACE",
    `plans of the emulated AWS are kept in a file: the key that opens them is on this machine; ${holds}`,
    ["to keep them:", instead],
    { exit: exitCode.refused },
  );
}

/**
 * An address that is no bundle's of this environment: another bucket, another environment, a name of one's own.
 *
 * @param holds what was not done
 * @param next the command that keeps one where it belongs
 */
export const misplaced = (env: Environment, address: string, holds: string, next: string): OperatorError =>
  new OperatorError(
    "CAP_BUNDLE_PLACE",
    `${address} is no place for a bundle of ${env.name}: they lie at ${addressOf(env, "<id>")}; ${holds}`,
    ["to keep one there:", next],
    { exit: exitCode.refused },
  );
