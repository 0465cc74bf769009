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

/** An object with its content, both of one moment. */
export interface StoredObject extends ObjectInfo {
  readonly body: Uint8Array;
}

/** Options of {@link Objects.delete}. */
export interface DeleteOptions {
  /**
   * Delete only while the object has this tag; else, also when there is none, throw an ObjectsError with `code`
   * "changed". A delete that is repeated after its answer was lost ends so as well. @default - whatever is there.
   */
  readonly ifMatch?: string;
}

/** Options of {@link Objects.put}. */
export interface PutOptions {
  /** Write only if no object has this key; else throw an ObjectsError with `code` "exists". @default - false: overwrite. */
  readonly ifAbsent?: boolean;
  /**
   * Write only while the object has this tag; else, also when there is none, throw an ObjectsError with `code` "changed".
   * A write that is repeated after its answer was lost ends so as well: who must know reads what is there.
   * @default - whatever is there.
   */
  readonly ifMatch?: string;
  readonly contentType?: string;
  /**
   * Until then nobody can delete this version, not even the account's root (S3 Object Lock, mode COMPLIANCE), where the
   * store can do that: a bucket without Object Lock refuses the write as "invalid", a folder only keeps the object.
   * @default - it can be deleted.
   */
  readonly retainUntil?: Date;
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
  /** The content with its tag and time, to be changed on condition; fails as `get` does. */
  read(key: string): Promise<StoredObject>;
  /** Undefined when there is none. */
  head(key: string): Promise<ObjectInfo | undefined>;
  /** Every object under the prefix, in key order (UTF-8 bytes). */
  list(prefix: string, options?: ListOptions): AsyncIterable<ObjectInfo>;
  /** Safe to repeat, unless on a condition. */
  delete(key: string, options?: DeleteOptions): Promise<void>;
  close(): void;
}

/** A fault of the object store; `retry` says whether trying again can help. `invalid` is the caller's mistake. */
export class ObjectsError extends Error {
  override readonly name = "ObjectsError";
  readonly code: "missing" | "exists" | "changed" | "denied" | "unavailable" | "full" | "invalid";
  readonly retry: Retry;
  constructor(code: ObjectsError["code"], message: string, retry: Retry, options?: ErrorOptions) {
    super(message, options);
    this.code = code;
    this.retry = retry;
  }
}
