import type { Query } from "../../adapters/query/port.ts";
import { silverFields } from "../../contracts/ocsf/silver.ts";
import { toCursor } from "./cursor.ts";
import { conditionOf, type EventParameters } from "./filters.ts";
import { toOcsfJson } from "./ocsf-json.ts";

/** A page of events, newest first. */
export interface EventPage {
  /** OCSF API Activity, as in contracts/ocsf. */
  readonly events: readonly Readonly<Record<string, unknown>>[];
  /** Cursor of the page that follows; absent on the last. */
  readonly next?: string;
}

/** Given up after this, milliseconds; below the load balancer's own limit of a minute. */
export const queryTimeoutMs = 20_000;

const columns = Object.keys(silverFields).join(", ");

/** The events that the parameters ask for. */
export async function readEvents(query: Query, asked: EventParameters): Promise<EventPage> {
  const { sql, params } = conditionOf(asked);
  const limit = `$${params.length + 1}`;
  const text = `SELECT ${columns} FROM silver WHERE ${sql} ORDER BY time DESC, metadata_uid DESC LIMIT ${limit}`;
  const options = { params: [...params, asked.limit + 1], maxRows: asked.limit + 1, timeoutMs: queryTimeoutMs };
  const { rows } = await query.run(text, options);
  const page = rows.slice(0, asked.limit);
  const events = page.map(toOcsfJson);
  const last = page.at(-1);
  if (last === undefined || rows.length <= asked.limit) return { events };
  const { uid } = last["metadata"] as { readonly uid: string };
  return { events, next: toCursor({ time: Number(last["time"]), uid }) };
}
