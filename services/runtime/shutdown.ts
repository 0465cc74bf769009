/** How long a service may take to end after it was told to, milliseconds; ECS kills after its stopTimeout of 30 s. */
const shutdownLimitMs = 20_000;

/** Told to stop: `signal` fires on the first SIGTERM or SIGINT. `forget` takes the handlers off again. */
export interface StopRequest {
  readonly signal: AbortSignal;
  forget(): void;
}

/**
 * Listens for SIGTERM and SIGINT. The current step may finish; `onLate` runs if the process still lives
 * 20 s later. That is safe: every step of a service may be cut off by kill -9.
 */
export function listenForStop(onLate: () => void): StopRequest {
  const controller = new AbortController();
  const stop = (): void => {
    if (controller.signal.aborted) return;
    controller.abort();
    setTimeout(onLate, shutdownLimitMs).unref();
  };
  process.on("SIGTERM", stop);
  process.on("SIGINT", stop);
  return {
    signal: controller.signal,
    forget() {
      process.off("SIGTERM", stop);
      process.off("SIGINT", stop);
    },
  };
}
