import type { Retry } from "../../contracts/errors.ts";
import type { TableContract } from "../../contracts/tables.ts";

/** An item: flat, strings and finite numbers and booleans. Holds at least the table's key attributes. */
export type Item = Readonly<Record<string, string | number | boolean>>;

/** The key attributes of an item. */
export type Key = Readonly<Record<string, string>>;

/** Options of {@link Store.put}. */
export interface PutItemOptions {
  /** Write only if no item has this key; else throw a StoreError with `code` "exists". @default - false: replace. */
  readonly ifAbsent?: boolean;
}

/** Options of {@link Store.query} and {@link Store.scan}. */
export interface PageOptions {
  /** Most items of one page. @default - 1000. */
  readonly limit?: number;
  /** The cursor of the page before. @default - from the start. */
  readonly cursor?: string;
}

/** A page of items; `cursor` is absent on the last. */
export interface Page {
  readonly items: readonly Item[];
  readonly cursor?: string;
}

/** Key-value tables of the control plane (contracts/tables.ts). */
export interface Store {
  get(table: TableContract, key: Key): Promise<Item | undefined>;
  put(table: TableContract, item: Item, options?: PutItemOptions): Promise<void>;
  /** Replaces many; all are written when it resolves, in no order. Safe to repeat. */
  putMany(table: TableContract, items: readonly Item[]): Promise<void>;
  /** Those that exist, in no order. */
  getMany(table: TableContract, keys: readonly Key[]): Promise<readonly Item[]>;
  /** Safe to repeat. */
  delete(table: TableContract, key: Key): Promise<void>;
  /** Items of one partition key, by sort key. */
  query(table: TableContract, partition: string, options?: PageOptions): Promise<Page>;
  /** Every item, in no order. */
  scan(table: TableContract, options?: PageOptions): Promise<Page>;
  close(): void;
}

/** A fault of the store; `retry` says whether trying again can help. `invalid` is the caller's mistake. */
export class StoreError extends Error {
  override readonly name = "StoreError";
  readonly code: "exists" | "denied" | "unavailable" | "throttled" | "missing-table" | "invalid";
  readonly retry: Retry;
  constructor(code: StoreError["code"], message: string, retry: Retry, options?: ErrorOptions) {
    super(message, options);
    this.code = code;
    this.retry = retry;
  }
}
