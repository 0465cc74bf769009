import type { Retry } from "../../contracts/errors.ts";
import type { TopicContract } from "../../contracts/topics.ts";

/** What a producer hands over. */
export interface BusRecord {
  /** Records of one key keep their order and share a partition. */
  readonly key: string;
  readonly value: Uint8Array;
  readonly headers: Readonly<Record<string, string>>;
}

/** A record as it lies on the bus. Offsets are whole numbers below 2^53. */
export interface StoredRecord extends BusRecord {
  readonly offset: number;
  /** When the bus took it, epoch milliseconds. */
  readonly timestamp: number;
}

/**
 * What lies between two positions of one partition. Offsets may have gaps that the bus knows of, marks of transactions
 * for one: the first record may lie later than `from`, the last earlier than `next - 1`, and there may be none at all.
 */
export interface Batch {
  readonly partition: number;
  /**
   * The position that was read from: `next` of the batch before, or where the partition was started or sought. Later
   * only where retention took what lay between; whoever must not lose a record compares.
   */
  readonly from: number;
  /** In offset order. */
  readonly records: readonly StoredRecord[];
  /** The offset to go on from, after `from`. Commit it also when there is no record, or the lag never ends. */
  readonly next: number;
}

/** How far one partition reaches: `first` is the oldest offset still held, `end` the next one to be written. */
export interface Extent {
  readonly partition: number;
  readonly first: number;
  readonly end: number;
}

/** Options of a consumer. */
export interface ConsumerOptions {
  readonly topic: TopicContract;
  /** Consumer group; partitions are shared among its living members. */
  readonly group: string;
  /**
   * Where to start a partition that was just assigned: an offset, or undefined for the committed one (the oldest where
   * none was committed). A consumer that keeps its own position outside the bus answers with it.
   */
  readonly startAt?: (partition: number) => Promise<number | undefined>;
  /** Where to start without `startAt` and without a committed offset. @default - "earliest". */
  readonly from?: "earliest" | "latest";
}

/** What one poll may bring. */
export interface PollOptions {
  /** Most records per partition; a poll brings fewer where they are large (some MB a partition). */
  readonly maxRecords: number;
  /** How long to wait for a first record, milliseconds; an empty array after that. */
  readonly waitMs: number;
}

/** A member of a consumer group. One caller at a time. */
export interface Consumer {
  /** The next records, at most one batch per assigned partition. The position moves past what is returned. */
  poll(options: PollOptions): Promise<readonly Batch[]>;
  /** Partitions that this member holds now. */
  assigned(): readonly number[];
  /** The next poll reads this partition from `offset`. */
  seek(partition: number, offset: number): Promise<void>;
  /** Stores where the group goes on. Refused with retry "after-refresh" when the partition is no longer ours. */
  commit(positions: readonly { readonly partition: number; readonly next: number }[]): Promise<void>;
  /** Leaves the group; its partitions are free at once. */
  close(): Promise<void>;
}

/** A durable, partitioned log. What `send` has resolved survives kill -9 of any process of ours. */
export interface Bus {
  /** Identity of this log. Offsets mean something only within one identity; a log made anew has a new one. */
  readonly id: string;
  /** Makes topics that are missing and adds partitions that are missing; never removes any. Safe to repeat. */
  ensureTopics(topics: readonly TopicContract[]): Promise<void>;
  /** Appends all records or none; resolves when they are durable. Repeats by the client are written once. */
  send(topic: TopicContract, records: readonly BusRecord[]): Promise<void>;
  consumer(options: ConsumerOptions): Promise<Consumer>;
  extents(topic: TopicContract): Promise<readonly Extent[]>;
  /** Committed offsets of a group by partition; partitions without a commit are absent. */
  committed(topic: TopicContract, group: string): Promise<ReadonlyMap<number, number>>;
  /** Records the group has not committed yet, over all partitions. */
  lag(topic: TopicContract, group: string): Promise<number>;
  close(): Promise<void>;
}

/** A fault of the bus; `retry` says whether trying again can help. */
export class BusError extends Error {
  override readonly name = "BusError";
  readonly retry: Retry;
  constructor(message: string, retry: Retry, options?: ErrorOptions) {
    super(message, options);
    this.retry = retry;
  }
}
