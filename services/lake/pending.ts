import type { Batch, StoredRecord } from "../../adapters/bus/port.ts";
import { BugError } from "../../contracts/errors.ts";

/** When a batch is written: at the first of these. */
export interface FlushPolicy {
  readonly maxRecords: number;
  readonly maxBytes: number;
  /** Milliseconds after the first record of the batch was polled. */
  readonly maxWaitMs: number;
}

/** The records of one partition that are polled and not yet in the lake. Lost with the process, and polled again. */
export class Pending {
  /** Where the batch begins: the end of the partition's chain. */
  readonly position: number;
  readonly partition: number;
  readonly records: StoredRecord[] = [];
  #next: number;
  #bytes = 0;
  #since = 0;

  constructor(partition: number, position: number) {
    this.partition = partition;
    this.position = position;
    this.#next = position;
  }

  /** Where the batch after this one begins. */
  get next(): number {
    return this.#next;
  }

  /** Takes what a poll brought; `now` in epoch milliseconds. */
  add(batch: Batch, now: number): void {
    const first = batch.records[0];
    if (first === undefined) return;
    if (first.offset < this.#next) {
      throw new BugError(`partition ${this.partition}: polled offset ${first.offset}, wanted ${this.#next} or later`);
    }
    if (this.records.length === 0) this.#since = now;
    for (const record of batch.records) {
      this.records.push(record);
      this.#bytes += record.value.byteLength;
    }
    // Behind the last record may lie offsets without one (Kafka's marks of transactions).
    this.#next = batch.next;
  }

  /** Milliseconds until the batch is to be written; 0 when it is due, undefined when there is nothing to write. */
  dueIn(policy: FlushPolicy, now: number): number | undefined {
    if (this.records.length === 0) return undefined;
    if (this.records.length >= policy.maxRecords || this.#bytes >= policy.maxBytes) return 0;
    return Math.max(0, this.#since + policy.maxWaitMs - now);
  }
}
