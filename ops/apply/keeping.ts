import type { Told } from "../report/again.ts";
import { assertOnAws, inTheAccount, isAddress, misplaced } from "./bundle-address.ts";
import { type Bundle, sealBundle, writeBundle } from "./bundle-file.ts";
import { putBundle } from "./bundle-object.ts";
import { anotherName, assertMayHold } from "./bundle-place.ts";
import { sealerOf } from "./sealer.ts";

/**
 * Refuses (exit 4), before anything is planned, a place that holds something else, or where no bundle of this environment
 * can lie.
 *
 * @param place file or address, as it was given to `--out`
 * @param same the command that was given, with another flag for the place
 */
export async function assertMayKeep(told: Told, place: string, same: (flag: string) => string): Promise<void> {
  const aFile = same(`--out ${anotherName(told.env.name, place)}`);
  if (!isAddress(place)) return await assertMayHold(place, aFile);
  const holds = "nothing was planned";
  assertOnAws(told, holds, aFile);
  if (place !== inTheAccount) throw misplaced(told.env, place, holds, same(`--out ${inTheAccount}`));
}

/** Keeps a bundle at such a place, and answers where it is: its file, or its address. */
export async function keepBundle(told: Told, place: string, bundle: Bundle): Promise<string> {
  const sealer = await sealerOf(bundle.summary);
  if (isAddress(place)) return await putBundle(told, bundle.summary.id, await sealBundle(bundle, sealer));
  await writeBundle(place, bundle, sealer);
  return place;
}
