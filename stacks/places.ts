import type { Place } from "../contracts/names.ts";
import type { Account } from "../environments/accounts.ts";
import type { Environment } from "../environments/environment.ts";
import { everyProfile } from "../environments/index.ts";
import { atRecoverySite } from "../environments/recovery-site.ts";
import { healthCheckRegion } from "../modules/recovery/reachability.ts";

/** Where an environment lives in any of its profiles, its recovery Region included. */
export const placesOf = (e: Environment): Environment[] => [e, ...[atRecoverySite(e) ?? []].flat()];

/** Every environment of an account, once, those in a recovery Region included: what the account's guards look at. */
export function residents({ account }: Account): readonly Environment[] {
  const all = everyProfile.filter((e) => e.account === account).flatMap(placesOf);
  return [...new Map(all.map((e) => [e.name, e])).values()];
}

/** Regions that an account uses. */
export const regionsOf = (account: Account): readonly string[] => [
  ...new Set([account, ...residents(account)].map((place: Place) => place.region)),
];

/** Regions that CI makes something in: those, and the one where the world's view of an entrance is watched. */
export const appliedRegions = (account: Account): readonly string[] => [
  ...new Set([
    ...regionsOf(account),
    ...(residents(account).some((e) => e.recovery.kind === "pilot-light") ? [healthCheckRegion] : []),
  ]),
];

/** Regions that an account uses beside its own. */
export const otherRegions = (account: Account): readonly string[] =>
  regionsOf(account).filter((region) => region !== account.region);
