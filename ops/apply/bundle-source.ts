import { again, type Told } from "../report/again.ts";
import { quoted } from "../report/quoted.ts";
import { assertOnAws, idIn, inTheAccount, isAddress, misplaced } from "./bundle-address.ts";
import type { BundleSource } from "./bundle-file.ts";
import { getBundle } from "./bundle-object.ts";
import { anotherName } from "./bundle-place.ts";

/**
 * Where the bundle lies that was handed in, and what would make another. OperatorError CAP_BUNDLE_PLACE (exit 4) for an
 * address where none of this environment can lie.
 *
 * @param place file or address
 * @param part what it says of its states, see `partOf`. @default - nothing is known of it yet.
 */
export function bundleSource(told: Told, place: string, part: readonly string[] = []): BundleSource {
  const into = (out: string): string => again("plan", told, [...part, `--out ${quoted(out)}`].join(" "));
  const aFile = into(anotherName(told.env.name, place));
  if (!isAddress(place)) return { path: place, remake: into(place), elsewhere: aFile };
  const remake = into(inTheAccount);
  assertOnAws(told, "nothing was changed", aFile);
  const id = idIn(told.env, place);
  if (id === undefined) throw misplaced(told.env, place, "nothing was changed", remake);
  return { path: place, remake, stored: { id, read: () => getBundle(told, id, remake) } };
}
