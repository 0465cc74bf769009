import { leadsInto, ownersOf } from "../../contracts/governed.ts";
import type { Unexplained } from "./noise/judge.ts";

/**
 * Whether what differs is its owner's to change (contracts/governed.ts). An owner by contract counts only where the stack
 * leaves the attribute to somebody: else nobody would mend it.
 *
 * @param ignored attributes that the stack leaves to others, by address (`ignoredIn`)
 */
export const isGoverned = (
  { resource: { type, address }, path }: Unexplained,
  ignored: ReadonlyMap<string, readonly string[]>,
): boolean => ownersOf(type, path).length > 0 && (ignored.get(address) ?? []).some((field) => leadsInto(field, path));
