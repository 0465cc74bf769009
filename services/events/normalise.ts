import type { Envelope, Outcome } from "../../contracts/events.ts";
import type { ApiActivity } from "../../contracts/ocsf/api-activity.ts";
import * as cloudtrail from "./normalisers/cloudtrail.ts";

/** One file of `normalisers/` per kind of event, of the same name; a test holds this list against the folder. */
const normalisers = {
  cloudtrail: cloudtrail.normalise,
} satisfies Record<Envelope["kind"], (raw: Uint8Array) => Outcome<ApiActivity>>;

/** A raw event as OCSF. Keeps exactly what `identify` keeps; never throws, whatever the bytes. */
export const normalise = (raw: Uint8Array, kind: Envelope["kind"] = "cloudtrail"): Outcome<ApiActivity> =>
  normalisers[kind](raw);
