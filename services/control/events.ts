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
// Nested ones as JSON: that is how every engine can give them.
const selected = Object.entries(silverFields)
  .map(([name, { type }]) => (typeof type === "string" ? name : `CAST(${name} AS JSON) AS ${name}`))
  .join(", ");
const order = "ORDER BY time DESC, metadata_uid DESC";

/** The events that the parameters ask for. */
export async function readEvents(query: Query, asked: EventParameters): Promise<EventPage> {
  const { sql, params } = conditionOf(asked);
  const limit = `$${params.length + 1}`;
  // Of the page alone, not of every event that the condition lets through.
  const page = `SELECT ${columns}, metadata_uid FROM silver WHERE ${sql} ${order} LIMIT ${limit}`;
  const text = `SELECT ${selected} FROM (${page}) AS page ${order}`;
  const options = { params: [...params, asked.limit + 1], maxRows: asked.limit + 1, timeoutMs: queryTimeoutMs };
  const { rows } = await query.run(text, options);
  const shown = rows.slice(0, asked.limit);
  const events = shown.map(toOcsfJson);
  const last = shown.at(-1);
  if (last === undefined || rows.length <= asked.limit) return { events };
  const { uid } = last["metadata"] as { readonly uid: string };
  return { events, next: toCursor({ time: Number(last["time"]), uid }) };
}
