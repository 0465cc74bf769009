import type { Query } from "../../adapters/query/port.ts";
import { shared } from "./shared.ts";
import { Tally, type TallyOf } from "./tally.ts";

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

/**
 * What `GET /v1/stats` answers. The numbers cover the whole lake, every record it ever took, but for `arrivals`. Of a list
 * of names the eight most frequent are told; beyond 20,000 names the rarest are forgotten, so a name that was rare once
 * may show too low a count.
 */
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

const shownNames = 8;
const mostNames = 20_000;
const hourMs = 3_600_000;

type Outcome = keyof Counts;
const outcomes: Readonly<Record<string, Outcome>> = { keep: "kept", drop: "dropped", "dead-letter": "deadLettered" };

/** Sums over bronze. */
interface Ended {
  readonly counts: Record<Outcome, number>;
  readonly reasons: Readonly<Record<Outcome, Map<string, number>>>;
  /** By minute, ISO 8601. */
  readonly minutes: Map<string, Record<Outcome, number>>;
  last: string | null;
}
const noCounts = (): Record<Outcome, number> => ({ kept: 0, dropped: 0, deadLettered: 0 });

const bronzeTally: TallyOf<Ended> = {
  dataset: "bronze",
  sql: `SELECT outcome, reason, date_trunc('minute', received_at) AS minute, max(received_at) AS last, count(*) AS n
    FROM bronze_all GROUP BY 1, 2, 3`,
  none: () => ({
    counts: noCounts(),
    reasons: { kept: new Map(), dropped: new Map(), deadLettered: new Map() },
    minutes: new Map(),
    last: null,
  }),
  add(sums, row) {
    const [outcome, n] = [outcomes[String(row["outcome"])], Number(row["n"])];
    if (outcome === undefined) return;
    sums.counts[outcome] += n;
    addTo(sums.reasons[outcome], row["reason"], n);
    if (row["minute"] === null) return;
    const minute = String(row["minute"]);
    const counts = sums.minutes.get(minute) ?? noCounts();
    counts[outcome] += n;
    sums.minutes.set(minute, counts);
    if (sums.last === null || Date.parse(String(row["last"])) > Date.parse(sums.last)) sums.last = String(row["last"]);
  },
};

/** Sums over silver. */
interface Seen {
  readonly principals: Map<string, number>;
  readonly services: Map<string, number>;
  readonly errors: Map<string, number>;
  /** Epoch milliseconds. */
  last: number | null;
}

const silverTally: TallyOf<Seen> = {
  dataset: "silver",
  sql: `SELECT actor.user.name AS principal, api.service.name AS service, status_code AS error, max(time) AS last,
    count(*) AS n FROM silver GROUP BY 1, 2, 3`,
  none: () => ({ principals: new Map(), services: new Map(), errors: new Map(), last: null }),
  add(sums, row) {
    const n = Number(row["n"]);
    addTo(sums.principals, row["principal"], n);
    addTo(sums.services, row["service"], n);
    addTo(sums.errors, row["error"], n);
    sums.last = Math.max(sums.last ?? 0, Number(row["last"]));
  },
};

function addTo(counts: Map<string, number>, name: unknown, n: number): void {
  if (name === null || name === undefined) return;
  counts.set(String(name), (counts.get(String(name)) ?? 0) + n);
  if (counts.size <= mostNames) return;
  for (const { name: rare } of ranked(counts).slice(mostNames / 2)) counts.delete(rare);
}

const ranked = (counts: ReadonlyMap<string, number>): Count[] =>
  [...counts].map(([name, count]) => ({ name, count })).sort((a, b) => b.count - a.count || (a.name < b.name ? -1 : 1));

/** Reads the numbers of the lake; a reading opens new files only. */
export class StatsReader {
  readonly #bronze: Tally<Ended>;
  readonly #silver: Tally<Seen>;
  readonly #lag: () => Promise<number>;
  /** Many who ask at once, or within a time, cost one reading. */
  readonly read: () => Promise<Stats>;

  /**
   * `lag` asks the bus; when it fails the number is unknown and the rest is told all the same. An answer is told again for
   * `freshMs`.
   */
  constructor(query: Query, lag: () => Promise<number>, freshMs: number) {
    this.read = shared(() => this.#measure(), freshMs);
    this.#bronze = new Tally(query, bronzeTally);
    this.#silver = new Tally(query, silverTally);
    this.#lag = lag;
  }

  async #measure(): Promise<Stats> {
    // All are waited for: a tally under way must not be begun again because the other failed.
    const [bronze, silver, lag] = await Promise.allSettled([this.#bronze.read(), this.#silver.read(), this.#lag()]);
    if (bronze.status === "rejected") throw bronze.reason;
    if (silver.status === "rejected") throw silver.reason;
    const [{ counts, reasons, minutes, last }, seen] = [bronze.value, silver.value];
    const hourAgo = Date.now() - hourMs;
    for (const minute of minutes.keys()) if (Date.parse(minute) < hourAgo) minutes.delete(minute);
    return {
      in: counts.kept + counts.dropped + counts.deadLettered,
      ...counts,
      droppedBy: ranked(reasons.dropped),
      deadLetteredBy: ranked(reasons.deadLettered),
      lastEventTime: seen.last === null ? null : new Date(seen.last).toISOString(),
      lastArrival: last,
      arrivals: [...minutes].map(([minute, of]) => ({ minute, ...of })).sort((a, b) => (a.minute < b.minute ? -1 : 1)),
      busLag: lag.status === "fulfilled" ? lag.value : null,
      principals: ranked(seen.principals).slice(0, shownNames),
      services: ranked(seen.services).slice(0, shownNames),
      errors: ranked(seen.errors).slice(0, shownNames),
    };
  }
}
