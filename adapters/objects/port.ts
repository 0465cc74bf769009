import type { Retry } from "../../contracts/errors.ts";

/** An object without its content. */
export interface ObjectInfo {
  readonly key: string;
  /** Bytes. */
  readonly size: number;
  /** Opaque tag of the content; changes when the content changes. */
  readonly etag: string;
  /** ISO 8601, UTC. */
  readonly modifiedAt: string;
}

/** Options of {@link Objects.put}. */
export interface PutOptions {
  /** Write only if no object has this key; else throw an ObjectsError with `code` "exists". @default - false: overwrite. */
  readonly ifAbsent?: boolean;
  readonly contentType?: string;
}

/** Options of {@link Objects.list}. */
export interface ListOptions {
  /** Skips keys up to and including it. @default - from the first key. */
  readonly after?: string;
  /** Ends after so many objects, 1 to 1,000; the store then reads no more than that. @default - all. */
  readonly max?: number;
}

/** One bucket (or one folder that stands for it). An object is there completely or not at all. */
export interface Objects {
  put(key: string, body: Uint8Array, options?: PutOptions): Promise<{ readonly etag: string }>;
  /** The content; ObjectsError with `code` "missing" when there is none. */
  get(key: string): Promise<Uint8Array>;
  /** Undefined when there is none. */
  head(key: string): Promise<ObjectInfo | undefined>;
  /** Every object under the prefix, in key order (UTF-8 bytes). */
  list(prefix: string, options?: ListOptions): AsyncIterable<ObjectInfo>;
  /** Safe to repeat. */
  delete(key: string): Promise<void>;
  close(): void;
}

/** A fault of the object store; `retry` says whether trying again can help. `invalid` is the caller's mistake. */
export class ObjectsError extends Error {
  override readonly name = "ObjectsError";
  readonly code: "missing" | "exists" | "denied" | "unavailable" | "full" | "invalid";
  readonly retry: Retry;
  constructor(code: ObjectsError["code"], message: string, retry: Retry, options?: ErrorOptions) {
    super(message, options);
    this.code = code;
    this.retry = retry;
  }
}
