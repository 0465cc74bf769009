import type { EventKind, Outcome } from "../../contracts/events.ts";
import type { ApiActivity } from "../../contracts/ocsf/api-activity.ts";
import type { Identity, Normaliser } from "./normaliser.ts";
import * as cloudtrail from "./normalisers/cloudtrail.ts";

/** One file of `normalisers/` per kind of event, of the same name; a test holds this list against the folder. */
const normalisers: Readonly<Record<EventKind, Normaliser>> = { cloudtrail };

/** Which event it is, or why it is a dead letter; never throws, whatever the bytes. */
export const identify = (kind: EventKind, raw: Uint8Array): Outcome<Identity> => normalisers[kind].identify(raw);

/** A raw event as OCSF. Keeps exactly what {@link identify} keeps; never throws, whatever the bytes. */
export const normalise = (kind: EventKind, raw: Uint8Array): Outcome<ApiActivity> => normalisers[kind].normalise(raw);
