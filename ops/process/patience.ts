import { setTimeout as sleep } from "node:timers/promises";

/** A fault of a port that going on may mend: the emulated AWS is being started again, a request was throttled. */
const isTransient = (error: unknown): boolean =>
  error instanceof Error && "retry" in error && (error.retry === "now" || error.retry === "after-refresh");

/** Tries again while a port says that it can help, for at most `limitMs`. */
export async function patiently<T>(act: () => Promise<T>, limitMs: number, signal: AbortSignal): Promise<T> {
  const until = Date.now() + limitMs;
  for (let waitMs = 100; ; waitMs = Math.min(waitMs * 2, 2_000)) {
    try {
      return await act();
    } catch (error) {
      signal.throwIfAborted();
      if (!isTransient(error) || Date.now() + waitMs > until) throw error;
    }
    await sleep(waitMs, undefined, { signal });
  }
}

/** Does `work` for every item, at most `slots` at a time. The first error ends it once what was begun has ended. */
export async function forEach<T>(items: readonly T[], slots: number, work: (item: T) => Promise<void>): Promise<void> {
  let next = 0;
  let failed = false;
  const worker = async (): Promise<void> => {
    while (next < items.length && !failed) {
      const item = items[next++] as T;
      try {
        await work(item);
      } catch (error) {
        failed = true;
        throw error;
      }
    }
  };
  const ends = await Promise.allSettled(Array.from({ length: Math.min(slots, items.length) }, worker));
  for (const end of ends) if (end.status === "rejected") throw end.reason;
}
