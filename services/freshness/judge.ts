import type { Sample } from "../../adapters/numbers/port.ts";
import { freshnessMetric } from "../../contracts/metrics.ts";

/** What the freshness function saw. Times are epoch milliseconds; a time that is absent means that there is none. */
export interface Seen {
  readonly now: number;
  /** Young objects of the landing bucket without a receipt, and when the oldest of them landed. */
  readonly uncollected: number;
  readonly oldestUncollected?: number;
  /** When the events of the newest receipt of a young object began to go to the bus; receipts without events aside. */
  readonly newestCollected?: number;
  /** When the lake last wrote. */
  readonly newestWritten?: number;
}

/** What there is to say: measurements, or that there is nothing to measure (which is not zero). */
export type Freshness =
  | {
      readonly state: "measured";
      /** Young objects of the landing bucket that nobody has collected. */
      readonly uncollected: number;
      readonly samples: readonly Sample[];
    }
  | { readonly state: "no-data"; readonly because: string };

/**
 * FreshnessSeconds is how long the oldest thing that landed has waited for the lake: 0 when all that landed lately is
 * through. Nothing landed lately and nothing was ever written: no data.
 */
export function judgeFreshness(seen: Seen): Freshness {
  const since = waitingSince(seen);
  if (since === undefined && seen.newestWritten === undefined) {
    return { state: "no-data", because: "nothing landed lately and the lake is empty" };
  }
  const seconds = since === undefined ? 0 : Math.max(0, Math.round((seen.now - since) / 1_000));
  return {
    state: "measured",
    uncollected: seen.uncollected,
    samples: [{ name: freshnessMetric, value: seconds, unit: "Seconds" }],
  };
}

/**
 * The lake writes every batch after collect took its events, so what was collected after the lake last wrote waits. S3
 * tells whole seconds only: compared are whole seconds.
 */
function waitingSince({ oldestUncollected, newestCollected, newestWritten }: Seen): number | undefined {
  if (oldestUncollected !== undefined) return oldestUncollected;
  if (newestCollected === undefined) return undefined;
  return newestWritten === undefined || wholeSeconds(newestCollected) > wholeSeconds(newestWritten)
    ? newestCollected
    : undefined;
}

const wholeSeconds = (ms: number): number => Math.floor(ms / 1_000);
