import type { Retry } from "../../contracts/errors.ts";

/** Where secrets are kept. */
export interface Secrets {
  /** The current value of a secret, by name or ARN. SecretsError when it cannot be read. */
  read(name: string): Promise<string>;
  close(): void;
}

/** A fault of the place that keeps secrets. Its message never holds a value. */
export class SecretsError extends Error {
  override readonly name = "SecretsError";
  readonly retry: Retry;
  constructor(message: string, retry: Retry, options?: ErrorOptions) {
    super(message, options);
    this.retry = retry;
  }
}
