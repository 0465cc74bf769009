import { BugError } from "../../contracts/errors.ts";
import { isEventKind } from "../../contracts/events.ts";
import { silverFile, silverPrefix } from "../../contracts/lake.ts";
import type { ApiActivity } from "../../contracts/ocsf/api-activity.ts";
import { silverSchema } from "../../contracts/ocsf/parquet.ts";
import { identify, normalise, toSilverColumns } from "../events/index.ts";
import type { BronzeObject } from "./bronze.ts";
import type { EventPlace } from "./known-ids.ts";
import { writeParquet } from "./parquet.ts";

/** A silver object: what one bronze object contributes to one day of an account and region. */
export interface SilverFile {
  readonly key: string;
  readonly place: EventPlace;
  /** Event ids in it. */
  readonly ids: readonly string[];
  readonly bytes: Uint8Array;
}

/** The events of one file to be. */
interface Day {
  readonly place: EventPlace;
  readonly events: ApiActivity[];
}

/** Derives silver from bronze: the kept events, normalised, by day, in order of time. The same bronze gives the same bytes. */
export function deriveSilver(object: BronzeObject): readonly SilverFile[] {
  const days = new Map<string, Day>();
  for (const { outcome, kind, raw, offset } of object.rows) {
    if (outcome !== "keep" || raw === null) continue;
    if (!isEventKind(kind)) throw new BugError(`offset ${offset} was kept and is of the unknown kind ${kind}`);
    const bytes = Buffer.from(raw);
    const place = identify(kind, bytes);
    const event = normalise(kind, bytes);
    if (!("keep" in place && "keep" in event)) throw new BugError(`offset ${offset} was kept and cannot be normalised`);
    const prefix = silverPrefix(place.keep.region, place.keep.accountId, place.keep.day);
    const day = days.get(prefix) ?? { place: place.keep, events: [] };
    days.set(prefix, day);
    day.events.push(event.keep);
  }
  return [...days].map(([prefix, day]) => fileOf(object, prefix, day));
}

function fileOf(object: BronzeObject, prefix: string, { place, events }: Day): SilverFile {
  // Events of one millisecond keep the order of their offsets: the sort is stable.
  events.sort((a, b) => a.time - b.time);
  return {
    key: `${prefix}${silverFile(object.busId, object.partition, object.position)}`,
    place,
    ids: events.map((event) => event.metadata.uid),
    bytes: writeParquet(silverSchema, toSilverColumns(events)),
  };
}
