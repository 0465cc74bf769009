import { z } from "zod";
import type { Query, QueryResult } from "../../adapters/query/port.ts";
import { isEventKind } from "../../contracts/events.ts";
import { normalise } from "../events/index.ts";
import { queryTimeoutMs } from "./events.ts";
import { shared } from "./shared.ts";

/** Parameters of `GET /v1/arrivals`. */
export const arrivalParameters = z.strictObject({
  limit: z.coerce
    .number("a whole number from 1 to 200")
    .int("a whole number from 1 to 200")
    .min(1, "at least 1")
    .max(200, "at most 200")
    .default(50)
    .describe("Most events"),
});

/** An event as it came in. */
export interface Arrival {
  /** When collect read it, ISO 8601, UTC. */
  readonly receivedAt: string;
  /** OCSF API Activity. */
  readonly event: object;
}

const sql = `SELECT received_at, kind, raw FROM bronze WHERE raw IS NOT NULL
  ORDER BY received_at DESC, "offset" DESC LIMIT $1`;

/** So many files at the end of each chain are looked at first, and so many times more while they hold too few events. */
const filesAtFirst = 10;
const moreEachTime = 4;

/**
 * The events that came in last, newest first, whatever their own time. Read from bronze: an event shows here as soon as
 * it is safe. Meant to be asked again and again; who asks tells new events by their `metadata.uid`. Only the last files
 * of each partition are opened, as many as hold enough: records of a partition came in about in file order.
 */
export async function readArrivals(query: Query, limit: number): Promise<readonly Arrival[]> {
  const files = await query.files("bronze");
  const chains = Map.groupBy(files, (file) => file.slice(0, file.lastIndexOf("/")));
  const read = (some: readonly string[]): Promise<QueryResult> => {
    const only = { dataset: "bronze", files: some } as const;
    return query.run(sql, { only, params: [limit], maxRows: limit, timeoutMs: queryTimeoutMs });
  };
  for (let each = filesAtFirst; ; each *= moreEachTime) {
    const last = [...chains.values()].flatMap((chain) => chain.slice(-each));
    const { rows } = await read(last);
    if (rows.length >= limit || last.length === files.length) return eventsOf(rows);
  }
}

/** The same, for many who ask again and again: they share an answer until it is `freshMs` old. */
export function arrivalsOf(query: Query, freshMs: number): (limit: number) => Promise<readonly Arrival[]> {
  const byLimit = new Map<number, () => Promise<readonly Arrival[]>>();
  return (limit) => {
    const read = byLimit.get(limit) ?? shared(() => readArrivals(query, limit), freshMs);
    byLimit.set(limit, read);
    return read();
  };
}

function eventsOf(rows: QueryResult["rows"]): readonly Arrival[] {
  return rows.flatMap((row) => {
    // Bronze from before the column holds CloudTrail only.
    const kind = String(row["kind"] ?? "cloudtrail");
    if (!isEventKind(kind)) return [];
    const outcome = normalise(kind, Buffer.from(String(row["raw"])));
    return "keep" in outcome ? [{ receivedAt: String(row["received_at"]), event: outcome.keep }] : [];
  });
}
