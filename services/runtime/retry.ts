import { setTimeout as sleep } from "node:timers/promises";
import type { Retry } from "../../contracts/errors.ts";
import type { Log } from "./log.ts";

/** Bounds of {@link retrying}. */
export interface RetryOptions {
  readonly log: Log;
  /** Ends the waiting early: the last error is thrown. */
  readonly signal: AbortSignal;
  /** Given up after this, milliseconds; the last error is thrown then. @default - 300,000. */
  readonly limitMs?: number;
  /** First wait, milliseconds; doubles up to 10,000. @default - 200. */
  readonly firstWaitMs?: number;
  /** The step reads its state anew by itself, so `after-refresh` is tried again as well. @default - false. */
  readonly refreshes?: boolean;
}

/** Longest single wait between two attempts, milliseconds. */
const longestWaitMs = 10_000;

/** What an error says about trying again; an error that says nothing is not tried again. */
export function retryOf(error: unknown): Retry {
  const fact = error instanceof Error && "retry" in error ? error.retry : undefined;
  return fact === "now" || fact === "after-refresh" ? fact : "never";
}

/**
 * Runs a step until it succeeds, while its error says that trying again at once can help (`retry: "now"`). Every failed
 * attempt is logged, so that a service that stands still says why. `after-refresh` is the caller's to handle.
 */
export async function retrying<T>(what: string, step: () => Promise<T>, options: RetryOptions): Promise<T> {
  const deadline = Date.now() + (options.limitMs ?? 300_000);
  let waitMs = options.firstWaitMs ?? 200;
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await step();
    } catch (cause) {
      const retry = retryOf(cause);
      const helps = retry === "now" || (retry === "after-refresh" && options.refreshes === true);
      if (!helps || options.signal.aborted || Date.now() + waitMs > deadline) throw cause;
      options.log.warn({ attempt, waitMs, cause: String(cause) }, `${what} failed, nothing was lost; trying again`);
      await sleep(waitMs, undefined, { signal: options.signal }).catch(() => undefined);
      waitMs = Math.min(waitMs * 2, longestWaitMs);
    }
  }
}
