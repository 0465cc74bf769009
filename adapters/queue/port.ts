import type { Retry } from "../../contracts/errors.ts";

/** A message that this receiver holds until its visibility ends. */
export interface Message {
  readonly id: string;
  readonly body: string;
  /** What this receipt of the message is called; deleting and extending need it. */
  readonly receipt: string;
}

/** What one receive may bring. */
export interface ReceiveOptions {
  /** Most messages. */
  readonly max: number;
  /** How long to wait for a first message, milliseconds; at most 20,000. An empty array after that. */
  readonly waitMs: number;
  /** Ends the waiting: an empty array. A message that was on its way then comes back when its visibility ends. */
  readonly signal?: AbortSignal;
}

/** A queue that gives every message at least once; one that is not deleted comes back when its visibility ends. */
export interface Queue {
  send(bodies: readonly string[]): Promise<void>;
  receive(options: ReceiveOptions): Promise<readonly Message[]>;
  /** Keeps messages from coming back for so many seconds from now. A receipt that is out of date is passed over. */
  extend(messages: readonly Message[], seconds: number): Promise<void>;
  /** Safe to repeat; a receipt that is out of date is passed over. */
  delete(messages: readonly Message[]): Promise<void>;
  close(): void;
}

/** A fault of the queue; `retry` says whether trying again can help. */
export class QueueError extends Error {
  override readonly name = "QueueError";
  readonly code: "missing" | "denied" | "unavailable";
  readonly retry: Retry;
  constructor(code: QueueError["code"], message: string, retry: Retry, options?: ErrorOptions) {
    super(message, options);
    this.code = code;
    this.retry = retry;
  }
}
