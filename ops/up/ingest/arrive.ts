import { setTimeout as sleep } from "node:timers/promises";
import type { Bus } from "../../../adapters/bus/port.ts";
import type { Store } from "../../../adapters/store/port.ts";
import { OperatorError } from "../../../contracts/errors.ts";
import { tables } from "../../../contracts/tables.ts";
import { lakeGroup, topics } from "../../../contracts/topics.ts";
import type { Environment } from "../../../environments/environment.ts";
import { patiently } from "../../process/patience.ts";
import { again } from "../../report/again.ts";

const lookEveryMs = 250;
/** Given up when nothing moves for this long. */
const stallMs = 120_000;

/** What {@link arrive} needs. */
export interface ArriveOptions {
  readonly env: Environment;
  readonly store: Store;
  readonly bus: Bus;
  /** Keys in the landing bucket. */
  readonly keys: readonly string[];
  readonly signal: AbortSignal;
  readonly onProgress: (p: ArriveProgress) => void;
}

/** How far it is. */
interface ArriveProgress {
  /** Files whose events are on the bus. */
  readonly collected: number;
  /** Records on the bus that the lake has not taken yet. */
  readonly lag: number;
}

/**
 * Waits until every key has a receipt of the bus that is in use and the lake has taken all that is on the bus. As long
 * as anything moves it waits on; when nothing has moved for two minutes it says what is stuck.
 *
 * @returns records found in those objects, by their receipts
 */
export async function arrive(o: ArriveOptions): Promise<number> {
  const missing = new Set(o.keys);
  let records = 0;
  let seen = "";
  for (let movedAt = Date.now(); ; ) {
    const receipts = await patiently(() => receiptsOf(o, [...missing]), stallMs, o.signal);
    for (const [key, found] of receipts) {
      missing.delete(key);
      records += found;
    }
    const lag = await patiently(() => o.bus.lag(topics.securityEvents, lakeGroup), stallMs, o.signal);
    const progress = { collected: o.keys.length - missing.size, lag };
    o.onProgress(progress);
    if (missing.size === 0 && lag === 0) return records;
    const now = JSON.stringify(progress);
    if (now !== seen) movedAt = Date.now();
    seen = now;
    if (Date.now() - movedAt > stallMs) throw stuck(o, missing, lag);
    await sleep(lookEveryMs, undefined, { signal: o.signal });
  }
}

/** Receipts of this bus: on another one the object has to be collected again. */
async function receiptsOf({ store, bus }: ArriveOptions, keys: readonly string[]): Promise<Map<string, number>> {
  const { objects } = tables;
  const items = await store.getMany(
    objects,
    keys.map((key) => ({ [objects.partitionKey]: key })),
  );
  const own = items.filter((item) => item["bus_id"] === bus.id);
  return new Map(own.map((item) => [String(item[objects.partitionKey]), Number(item["records"])]));
}

function stuck({ env, keys }: ArriveOptions, missing: ReadonlySet<string>, lag: number): OperatorError {
  const [first] = missing;
  const what =
    first === undefined
      ? `${lag} records wait on the bus and the service lake takes none`
      : `${missing.size} of ${keys.length} files were not collected, ${first} for one, and ${lag} records wait on the bus`;
  return new OperatorError(
    "CAP_EVENTS_STUCK",
    `nothing has moved for ${stallMs / 1000} s: ${what}; all files are in the landing bucket and nothing is lost`,
    [again("health", { env }), "run the same command again; what the lake holds already counts as duplicate"],
  );
}
