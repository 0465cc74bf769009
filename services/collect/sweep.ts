import { setTimeout as sleep } from "node:timers/promises";
import type { Objects } from "../../adapters/objects/port.ts";
import { isCollected } from "../../contracts/lake.ts";
import { type Candidate, goes } from "./candidate.ts";
import type { Collector } from "./collector.ts";

/** When the landing bucket is looked through. All in milliseconds. */
export interface SweepPolicy {
  readonly everyMs: number;
  /** A full look this often; the looks between regard only objects younger than {@link SweepPolicy.youngMs}. */
  readonly fullEveryMs: number;
  readonly youngMs: number;
  /** Younger objects are left to their notification, except in the first look. */
  readonly graceMs: number;
}

/** The policy of a running collect: a lost notification costs a minute or two, a lost receipt at most ten minutes. */
export const sweepPolicy: SweepPolicy = {
  everyMs: 60_000,
  fullEveryMs: 600_000,
  youngMs: 900_000,
  graceMs: 30_000,
};

/**
 * Looks through the landing bucket for objects whose notification was lost or that went to another bus: at once in full,
 * then again and again until `stop`. Holds one page of the listing and one go of objects, however large the bucket is.
 */
export async function sweepUntil(
  stop: AbortSignal,
  landing: Objects,
  collector: Collector,
  policy: SweepPolicy,
): Promise<void> {
  let fullAt = Date.now();
  await sweep(stop, landing, collector, { from: 0, to: Number.POSITIVE_INFINITY });
  while (!stop.aborted) {
    await sleep(policy.everyMs, undefined, { signal: stop }).catch(() => undefined);
    if (stop.aborted) return;
    const now = Date.now();
    const full = now - fullAt >= policy.fullEveryMs;
    if (full) fullAt = now;
    await sweep(stop, landing, collector, { from: full ? 0 : now - policy.youngMs, to: now - policy.graceMs });
  }
}

/** Collects every object without a receipt that was written between two times (epoch milliseconds). */
async function sweep(
  stop: AbortSignal,
  landing: Objects,
  collector: Collector,
  written: { readonly from: number; readonly to: number },
): Promise<void> {
  let found: Candidate[] = [];
  for await (const { key, etag, size, modifiedAt } of landing.list("")) {
    const at = Date.parse(modifiedAt);
    if (at < written.from || at > written.to || !isCollected(key)) continue;
    found.push({ key, etag, size });
    const [go, ...rest] = goes(found, collector.goBytes);
    if (rest.length === 0 || go === undefined) continue;
    await collector.collect(go);
    found = rest.flat();
    if (stop.aborted) return;
  }
  for (const go of goes(found, collector.goBytes)) await collector.collect(go);
}
