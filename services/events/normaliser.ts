import type { Outcome } from "../../contracts/events.ts";
import type { ApiActivity } from "../../contracts/ocsf/api-activity.ts";

/** Which event it is and where it belongs in the lake. */
export interface Identity {
  /** The id that its source gave it; `sha256:<hex>` of the raw event where it has none. */
  readonly id: string;
  /** Account that the event is recorded for; `unknown` where it names none. */
  readonly accountId: string;
  /** `unknown` where the event names none. */
  readonly region: string;
  /** Day it happened, `YYYYMMDD`, UTC. */
  readonly day: string;
}

/** What a file of `normalisers/` exports. Both are pure and never throw, and keep exactly the same events. */
export interface Normaliser {
  /** The identity of a raw event, or why it is a dead letter. */
  identify(raw: Uint8Array): Outcome<Identity>;
  /** A raw event as OCSF. */
  normalise(raw: Uint8Array): Outcome<ApiActivity>;
}
