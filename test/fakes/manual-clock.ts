import { setImmediate as turn } from "node:timers/promises";
import type { Clock } from "../../ops/clock.ts";

interface Sleeper {
  readonly until: number;
  readonly wake: () => void;
}

/** How many turns of the event loop what was woken gets before time goes on: more than any call of a bucket in memory takes. */
const turns = 5;

/** A clock that a test moves. */
export class ManualClock implements Clock {
  #now: number;
  readonly #sleepers = new Set<Sleeper>();

  constructor(start = "2026-03-01T10:00:00.000Z") {
    this.#now = Date.parse(start);
  }

  now(): Date {
    return new Date(this.#now);
  }

  sleep(ms: number, signal?: AbortSignal): Promise<void> {
    if (signal?.aborted === true || ms <= 0) return Promise.resolve();
    return new Promise((resolve) => {
      const wake = (): void => {
        this.#sleepers.delete(sleeper);
        resolve();
      };
      const sleeper = { until: this.#now + ms, wake };
      this.#sleepers.add(sleeper);
      signal?.addEventListener("abort", sleeper.wake, { once: true });
    });
  }

  /** Moves time on, stopping wherever somebody wakes, so that what they do happens at their time. */
  async advance(ms: number): Promise<void> {
    const end = this.#now + ms;
    await this.#settle();
    for (;;) {
      const [next] = [...this.#sleepers].sort((a, b) => a.until - b.until);
      if (next === undefined || next.until > end) break;
      this.#now = Math.max(this.#now, next.until);
      next.wake();
      await this.#settle();
    }
    this.#now = end;
    await this.#settle();
  }

  /** Moves time on without waking anybody, as for a machine that sleeps; whoever is late wakes when time moves next. */
  jump(ms: number): void {
    this.#now += ms;
  }

  async #settle(): Promise<void> {
    for (let left = turns; left > 0; left--) await turn();
  }
}
