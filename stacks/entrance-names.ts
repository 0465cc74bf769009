import type { Environment } from "../environments/environment.ts";
import { originOf } from "../environments/recovery-site.ts";
import type { EntranceNameProps } from "../modules/compute/entrance-name.ts";

/** Path at which the entrance answers 200 to everybody. */
export const healthPath = "/healthz";

/** The name of one Region's entrance, which never leads to another's: what a health check asks. */
export const regionalName = (region: string, domain: string): string => `${region}.${domain}`;

/** Whose name it is, and what watches it. */
interface SharedName {
  readonly environment: Environment;
  /** @default - the environment is copied nowhere. */
  readonly copies?: { readonly entranceCheck?: { readonly id: string } };
}

/**
 * How a name is shared by two Regions where the environment is copied: the primary's answers while its health check is
 * well. The other's record is made with its entrance, so while it is a pilot light the name stays where it is even when
 * the check fails: a page that says "we are failing over" would have to be kept alive in a third place, and would say so
 * during every short outage. Building the other site is the decision to move.
 *
 * @returns undefined where the environment stands in one Region alone
 */
export function failoverOf({ environment: place, copies }: SharedName): EntranceNameProps["failover"] | undefined {
  if (place.recovery.kind !== "pilot-light") return undefined;
  const healthCheckId = copies?.entranceCheck?.id;
  if (originOf(place).site === "recovery" || healthCheckId === undefined) return { role: "secondary" };
  return { role: "primary", healthCheckId };
}
