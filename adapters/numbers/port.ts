import type { Retry } from "../../contracts/errors.ts";

/** One measurement to keep. */
export interface Sample {
  readonly name: string;
  readonly value: number;
  readonly unit: "Seconds" | "Count";
}

/** Where a service without a `/metrics` endpoint leaves its measurements. */
export interface Numbers {
  /** Keeps the samples under these dimensions, as of now. NumbersError when it cannot, or when a value is no number. */
  put(dimensions: Readonly<Record<string, string>>, samples: readonly Sample[]): Promise<void>;
  close(): void;
}

/** A fault of the place that keeps measurements. */
export class NumbersError extends Error {
  override readonly name = "NumbersError";
  readonly retry: Retry;
  constructor(message: string, retry: Retry, options?: ErrorOptions) {
    super(message, options);
    this.retry = retry;
  }
}
