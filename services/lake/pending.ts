import { type Batch, BusError, type StoredRecord } from "../../adapters/bus/port.ts";

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

  /** `next` is the position that the first poll will read from: later than `position` where retention took something. */
  constructor(partition: number, position: number, next = position) {
    this.partition = partition;
    this.position = position;
    this.#next = next;
  }

  /** Where the batch after this one begins. */
  get next(): number {
    return this.#next;
  }

  /**
   * Takes what a poll brought; `now` in epoch milliseconds. A batch that does not begin where the last one ended is
   * refused as a whole, BusError with retry "after-refresh": what lies between may be events.
   */
  add(batch: Batch, now: number): void {
    if (batch.from !== this.#next) {
      const got = `polled from offset ${batch.from} to ${batch.next}, wanted from ${this.#next}`;
      throw new BusError(`partition ${this.partition}: ${got}; the batch was not taken`, "after-refresh");
    }
    if (this.records.length === 0) this.#since = now;
    for (const record of batch.records) {
      this.records.push(record);
      this.#bytes += record.value.byteLength;
    }
    // Before, between and behind the records may lie offsets without one (Kafka's marks of transactions).
    this.#next = batch.next;
  }

  /** Milliseconds until the batch is to be written; 0 when it is due, undefined when there is nothing to write. */
  dueIn(policy: FlushPolicy, now: number): number | undefined {
    if (this.records.length === 0) return undefined;
    if (this.records.length >= policy.maxRecords || this.#bytes >= policy.maxBytes) return 0;
    return Math.max(0, this.#since + policy.maxWaitMs - now);
  }
}
