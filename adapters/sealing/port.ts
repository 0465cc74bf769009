import type { Retry } from "../../contracts/errors.ts";

/**
 * What the sealed bytes are about, name to value: it is authenticated and not secret (it stands readable in the sealed
 * bytes, and in CloudTrail where a key of KMS is asked). Names may not begin with `aws-crypto-`.
 */
export type SealingContext = Readonly<Record<string, string>>;

/** Makes bytes unreadable for everybody who may not use one key, and finds out whether they were changed since. */
export interface Sealer {
  /** The sealed bytes; twice the same content gives different ones. */
  seal(plain: Uint8Array, context: SealingContext): Promise<Uint8Array>;
  /** The content; SealingError unless these are the bytes that were sealed, for this context, under this key. */
  open(sealed: Uint8Array, context: SealingContext): Promise<Uint8Array>;
}

/**
 * Why nothing was sealed or opened. `tampered`: the bytes or the context are not those that were sealed; `wrong-key`:
 * another key sealed them, or their header was changed so that it says so; `denied`: this identity may not use the key;
 * `unavailable`: the key could not be asked.
 */
export class SealingError extends Error {
  override readonly name = "SealingError";
  readonly code: "tampered" | "wrong-key" | "denied" | "unavailable";
  readonly retry: Retry;
  constructor(code: SealingError["code"], message: string, retry: Retry, options?: ErrorOptions) {
    super(message, options);
    this.code = code;
    this.retry = retry;
  }
}
