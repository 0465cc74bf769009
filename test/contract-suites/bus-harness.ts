import { randomUUID } from "node:crypto";
import { fileURLToPath } from "node:url";
import type { Batch, Bus, BusRecord, Consumer, StoredRecord } from "../../adapters/bus/port.ts";
import type { TopicContract } from "../../contracts/topics.ts";
import { type ReadyChild, startChild } from "../support/child.ts";

/** What the bus suite needs to know of an adapter. */
export interface BusHarness {
  /** URL that other processes can open, too. */
  readonly url: () => string;
  readonly open: () => Promise<Bus>;
  /** Within this time after kill -9 of a member its partitions are read by another, milliseconds. */
  readonly handoverMs: number;
  /** Within this time after kill -9 of a producer everything it was promised can be read, milliseconds. */
  readonly settleMs: number;
  /** Rounds of the kill test. */
  readonly kills: number;
}

/** A topic that no other test uses. */
export const freshTopic = (partitions = 6): TopicContract => ({
  name: `t-${randomUUID()}`,
  schema: "whatever the test says",
  key: "whatever the test says",
  partitions,
  retentionHours: 1,
  maxRecordBytes: 1_000_000,
});

const encoder = new TextEncoder();
const decoder = new TextDecoder();

/** A record that holds a text. */
export const textRecord = (key: string, text: string): BusRecord => ({ key, value: encoder.encode(text), headers: {} });

/** The text of a record. */
export const textOf = (record: StoredRecord): string => decoder.decode(record.value);

/** All records of some batches, in the order given. */
export const recordsOf = (batches: readonly Batch[]): StoredRecord[] => batches.flatMap((batch) => batch.records);

/** Polls until `count` records came or `limitMs` passed. */
export async function take(consumer: Consumer, count: number, limitMs = 20_000): Promise<Batch[]> {
  const until = Date.now() + limitMs;
  const batches: Batch[] = [];
  for (let seen = 0; seen < count && Date.now() < until; ) {
    const some = await consumer.poll({ maxRecords: 500, waitMs: 200 });
    batches.push(...some);
    seen += recordsOf(some).length;
  }
  return batches;
}

/**
 * Everything that lies on a topic now, by partition and offset, read by a group of its own.
 *
 * @param atLeast so many are waited for, at most 20 s: a bus that is busy shows a moment later what it acknowledged
 */
export async function everything(bus: Bus, topic: TopicContract, atLeast = 0): Promise<StoredRecord[]> {
  const group = `reader-${randomUUID()}`;
  const consumer = await bus.consumer({ topic, group });
  const records: StoredRecord[] = [];
  const limit = Date.now() + 20_000;
  // Offsets may have gaps, so records cannot be counted beforehand: read until a whole second brings nothing.
  for (let quiet = 0; quiet < 5 || (records.length < atLeast && Date.now() < limit); ) {
    const some = recordsOf(await consumer.poll({ maxRecords: 2_000, waitMs: 200 }));
    records.push(...some);
    quiet = some.length > 0 || consumer.assigned().length < topic.partitions ? 0 : quiet + 1;
  }
  await consumer.close();
  return records;
}

/** The last position of every partition in some batches, ready to commit. */
export function positionsOf(batches: readonly Batch[]): { partition: number; next: number }[] {
  const last = new Map(batches.map(({ partition, next }) => [partition, next]));
  return [...last].map(([partition, next]) => ({ partition, next }));
}

/** Waits until `holds` is true, polling each consumer meanwhile. */
export async function until(holds: () => boolean, consumers: readonly Consumer[], limitMs = 30_000): Promise<Batch[]> {
  const end = Date.now() + limitMs;
  const batches: Batch[] = [];
  while (!holds()) {
    if (Date.now() > end) throw new Error(`still not so after ${limitMs} ms: ${holds}`);
    for (const consumer of consumers) batches.push(...(await consumer.poll({ maxRecords: 500, waitMs: 20 })));
  }
  return batches;
}

/** Starts test/contract-suites/bus-child.ts in a process of its own. */
export const startBusChild = (role: "member" | "producer", ...args: string[]): Promise<ReadyChild<{ ready: true }>> =>
  startChild(process.execPath, [fileURLToPath(new URL("bus-child.ts", import.meta.url)), role, ...args], {
    env: { ...process.env, NODE_OPTIONS: "" },
    limitMs: 120_000,
  });
