import type { Query, QueryResult } from "../../adapters/query/port.ts";
import { queryTimeoutMs } from "./events.ts";

/** A value and how often it was seen. */
interface Count {
  readonly name: string;
  readonly count: number;
}

/** Records by how they ended. */
interface Counts {
  readonly kept: number;
  readonly dropped: number;
  readonly deadLettered: number;
}

/** What `GET /v1/stats` answers. */
export interface Stats extends Counts {
  /** Records in all: kept + dropped + deadLettered. */
  readonly in: number;
  readonly droppedBy: readonly Count[];
  readonly deadLetteredBy: readonly Count[];
  /** Time of the latest kept event, ISO 8601; null when there is none. */
  readonly lastEventTime: string | null;
  /** When the last record was read, ISO 8601; null when there is none. */
  readonly lastArrival: string | null;
  /** Minutes of the last hour in which something came in, oldest first; `minute` is ISO 8601. */
  readonly arrivals: readonly (Counts & { readonly minute: string })[];
  /** Records on the bus that the lake has not taken yet; null when the bus could not be asked. */
  readonly busLag: number | null;
  readonly principals: readonly Count[];
  readonly services: readonly Count[];
  readonly errors: readonly Count[];
}

/** Answers are shared by all who ask within this time, milliseconds. */
const freshMs = 1_500;

const reasons = "SELECT outcome, reason, count(*) AS n FROM bronze_all GROUP BY ALL ORDER BY n DESC";
const lastEvent = "SELECT max(time) AS at FROM silver";
const lastRecord = "SELECT max(received_at) AS at FROM bronze_all";
const perMinute = `SELECT date_trunc('minute', received_at) AS minute, outcome, count(*) AS n FROM bronze_all
  WHERE received_at >= CAST($1 AS TIMESTAMP) GROUP BY ALL ORDER BY minute`;
const top = (of: string): string =>
  `SELECT ${of} AS name, count(*) AS n FROM silver WHERE ${of} IS NOT NULL GROUP BY ALL ORDER BY n DESC, name LIMIT 8`;

/** Reads the numbers of the lake; many readers at once cost one reading. */
export class StatsReader {
  readonly #query: Query;
  readonly #lag: () => Promise<number>;
  #last: { readonly at: number; readonly stats: Promise<Stats> } | undefined;

  /** `lag` asks the bus; when it fails the number is unknown and the rest is told all the same. */
  constructor(query: Query, lag: () => Promise<number>) {
    this.#query = query;
    this.#lag = lag;
  }

  read(): Promise<Stats> {
    const now = Date.now();
    if (this.#last !== undefined && now - this.#last.at < freshMs) return this.#last.stats;
    const stats = this.#measure(now);
    this.#last = { at: now, stats };
    // A failed reading is not kept for the next who asks.
    stats.catch(() => {
      if (this.#last?.stats === stats) this.#last = undefined;
    });
    return stats;
  }

  async #measure(now: number): Promise<Stats> {
    const run = (sql: string, params: readonly string[] = []): Promise<QueryResult> =>
      this.#query.run(sql, { params, timeoutMs: queryTimeoutMs });
    const hourAgo = new Date(now - 3_600_000).toISOString().replace("Z", "");
    const [ended, event, record, minutes, principals, services, errors, busLag] = await Promise.all([
      run(reasons),
      run(lastEvent),
      run(lastRecord),
      run(perMinute, [hourAgo]),
      run(top("actor.user.name")),
      run(top("api.service.name")),
      run(top("status_code")),
      this.#lag().catch(() => null),
    ]);
    const counts = countsOf(ended.rows);
    const at = event.rows[0]?.["at"];
    return {
      in: counts.kept + counts.dropped + counts.deadLettered,
      ...counts,
      droppedBy: named(
        ended.rows.filter((r) => r["outcome"] === "drop"),
        "reason",
      ),
      deadLetteredBy: named(
        ended.rows.filter((r) => r["outcome"] === "dead-letter"),
        "reason",
      ),
      lastEventTime: at === null || at === undefined ? null : new Date(Number(at)).toISOString(),
      lastArrival: (record.rows[0]?.["at"] as string | null | undefined) ?? null,
      arrivals: byMinute(minutes.rows),
      busLag,
      principals: named(principals.rows, "name"),
      services: named(services.rows, "name"),
      errors: named(errors.rows, "name"),
    };
  }
}

type Rows = QueryResult["rows"];

const named = (rows: Rows, column: string): Count[] =>
  rows.map((row) => ({ name: String(row[column]), count: Number(row["n"]) }));

function countsOf(rows: Rows): Counts {
  const sum = (outcome: string): number =>
    rows.filter((row) => row["outcome"] === outcome).reduce((total, row) => total + Number(row["n"]), 0);
  return { kept: sum("keep"), dropped: sum("drop"), deadLettered: sum("dead-letter") };
}

function byMinute(rows: Rows): Stats["arrivals"] {
  const minutes = Map.groupBy(rows, (row) => String(row["minute"]));
  return [...minutes].map(([minute, of]) => ({ minute, ...countsOf(of) }));
}
