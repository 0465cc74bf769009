import type { Consumer, RecordsBatch } from "@platformatic/kafka";
import type { StoredRecord } from "./port.ts";

type Partition = Awaited<ReturnType<Consumer["fetch"]>>["responses"][number]["partitions"][number];

// Bits of a record batch's attributes (Kafka's record batch format, version 2).
const transactional = 1 << 4;
const control = 1 << 5;
// Type of a control record, second field of its key: 0 ends a transaction by abort, 1 by commit.
const abortMarker = 0;

/** What one partition of a fetch brought. */
export interface Fetched {
  readonly partition: number;
  /** The offset that was asked for. */
  readonly from: number;
  readonly records: readonly StoredRecord[];
  /** Offset behind the last batch, markers of transactions included. */
  readonly next: number;
}

const text = (bytes: Uint8Array | null | undefined): string => Buffer.from(bytes ?? []).toString("utf8");

function recordsOf(batch: RecordsBatch, from: number): StoredRecord[] {
  const first = Number(batch.firstOffset);
  return batch.records
    .map((record) => ({
      offset: first + record.offsetDelta,
      timestamp: Number(batch.firstTimestamp + record.timestampDelta),
      key: text(record.key),
      value: record.value ?? new Uint8Array(),
      headers: Object.fromEntries(record.headers.map(([name, value]) => [text(name), text(value)])),
    }))
    .filter((record) => record.offset >= from);
}

/**
 * The records of a partition from an offset on, without those of aborted transactions. The broker lists the aborted
 * transactions of what it answers; a producer's batches from the first offset listed to its next abort marker are void
 * (the client itself forgets all but the last aborted transaction of a producer, and those whose marker is not in the
 * same answer).
 */
export function committedRecords(answer: Partition, from: number): Fetched {
  const aborted = [...(answer.abortedTransactions ?? [])];
  const voided = new Set<bigint>();
  const records: StoredRecord[] = [];
  let next = from;
  for (const batch of answer.records ?? []) {
    const last = batch.firstOffset + BigInt(batch.lastOffsetDelta);
    for (const { producerId, firstOffset } of aborted) if (firstOffset <= last) voided.add(producerId);
    for (let i = aborted.length - 1; i >= 0; i--) if ((aborted[i]?.firstOffset ?? 0n) <= last) aborted.splice(i, 1);
    if ((batch.attributes & control) !== 0) {
      if (batch.records[0]?.key?.readInt16BE(2) === abortMarker) voided.delete(batch.producerId);
    } else if ((batch.attributes & transactional) === 0 || !voided.has(batch.producerId)) {
      records.push(...recordsOf(batch, from));
    }
    next = Math.max(next, Number(last) + 1);
  }
  return { partition: answer.partitionIndex, from, records, next };
}
