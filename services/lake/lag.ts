import { setTimeout as sleep } from "node:timers/promises";
import { type Bus, BusError, type Extent } from "../../adapters/bus/port.ts";
import { type LagLine, lagField } from "../../contracts/metrics.ts";
import { lakeGroup, topics } from "../../contracts/topics.ts";
import type { Log } from "../runtime/log.ts";

/** How far a partition reached at a time, epoch milliseconds. */
interface Mark {
  readonly at: number;
  readonly end: number;
}

/**
 * How long records have waited, from looks at how far the bus reaches: what a group has not committed came after the
 * last look at which the partition ended before it. Exact to the time between two looks. The first look knows nothing
 * of before: after a start the time begins at 0, and the number of records is right at once.
 */
export class LagClock {
  readonly #marks = new Map<number, Mark[]>();

  /** One look, at the worst partition: one that stands still is hidden in any sum. */
  look(extents: readonly Extent[], committed: ReadonlyMap<number, number>, at: number): LagLine {
    const each = extents.map(({ partition, first, end }) => {
      const position = Math.max(first, committed.get(partition) ?? first);
      const since = this.#since(partition, position, { at, end });
      return { seconds: end > position ? (at - since) / 1_000 : 0, records: Math.max(0, end - position) };
    });
    return {
      seconds: Math.round(Math.max(0, ...each.map((one) => one.seconds))),
      records: Math.max(0, ...each.map((one) => one.records)),
    };
  }

  #since(partition: number, position: number, now: Mark): number {
    const marks = this.#marks.get(partition) ?? [];
    this.#marks.set(partition, marks);
    // Of two looks at one end the later says more.
    if (marks.at(-1)?.end === now.end) marks.pop();
    marks.push(now);
    while ((marks[1]?.end ?? Number.POSITIVE_INFINITY) <= position) marks.shift();
    return marks[0]?.at ?? now.at;
  }
}

/** Time between two looks, milliseconds: as often as a metric has a value. */
const everyMs = 60_000;

/**
 * Says in the log how far the lake is behind the bus, until `stop` fires. A look that fails is no reason to stop the
 * lake: it is told, and there is no value for that minute.
 */
export async function tellLag(bus: Bus, log: Log, stop: AbortSignal, waitMs = everyMs): Promise<void> {
  const clock = new LagClock();
  const topic = topics.securityEvents;
  while (!stop.aborted) {
    try {
      // The end first: what is committed meanwhile is no lag, and what comes meanwhile is not counted yet.
      const extents = await bus.extents(topic);
      log.info(
        { [lagField]: clock.look(extents, await bus.committed(topic, lakeGroup), Date.now()) },
        "behind the bus",
      );
    } catch (cause) {
      if (!(cause instanceof BusError)) throw cause;
      log.warn({ cause: cause.message }, "cannot tell how far behind the bus");
    }
    await sleep(waitMs, undefined, { signal: stop }).catch(() => undefined);
  }
}
