import type { Consumer } from "../../adapters/bus/port.ts";
import { lakeGroup, topics } from "../../contracts/topics.ts";
import { inParallel } from "../runtime/parallel.ts";
import { retrying, retryOf } from "../runtime/retry.ts";
import { type FlushPolicy, Pending } from "./pending.ts";
import { type LakeParts, settleOtherBuses, takeUp, writeBatch } from "./writer.ts";

const topic = topics.securityEvents;
/** Records of one partition in one poll: bounds what is in memory beyond a batch. */
const pollRecords = 2_000;
const idleWaitMs = 500;
/** Batches that are written at once. */
export const writesAtOnce = 3;

/** Where the lake stands in each partition that it holds. */
interface Stand {
  readonly pending: Map<number, Pending>;
  /** Positions that the chain is past, or that have no record before them, and that are not committed yet. */
  readonly passed: Map<number, number>;
}

/** Reads the bus into the lake until `stop` fires; what is polled by then is still written. */
export async function runLake(parts: LakeParts, policy: FlushPolicy): Promise<void> {
  await settleOtherBuses(parts);
  const stand: Stand = { pending: new Map(), passed: new Map() };
  const startAt = (partition: number): Promise<number> => start(parts, stand, partition);
  const consumer = await parts.bus.consumer({ topic, group: lakeGroup, startAt });
  const { log, stop } = parts;
  const patience = { log, signal: stop, refreshes: true };
  try {
    while (!stop.aborted) {
      const refused = await retrying("poll", () => fill(parts, consumer, stand, policy), patience);
      await commit(parts, consumer, stand);
      await write(parts, consumer, stand, (p) => refused.has(p.partition) || p.dueIn(policy, Date.now()) === 0);
      for (const partition of refused) await startAgain(parts, consumer, stand, partition);
    }
    await write(parts, consumer, stand, () => true);
  } finally {
    await consumer.close();
  }
}

/** Takes up a partition; answers the offset to read from. */
async function start(parts: LakeParts, { pending, passed }: Stand, partition: number): Promise<number> {
  const { position, readFrom, uncommitted } = await takeUp(parts, partition);
  pending.set(partition, new Pending(partition, position, readFrom));
  if (uncommitted) passed.set(partition, position);
  else passed.delete(partition);
  return readFrom;
}

async function startAgain(parts: LakeParts, consumer: Consumer, stand: Stand, partition: number): Promise<void> {
  const readFrom = await start(parts, stand, partition);
  await unlessLost(parts, partition, () => consumer.seek(partition, readFrom));
}

/** One poll. Answers the partitions whose batch did not follow on what is pending: they have to be taken up again. */
async function fill(
  parts: LakeParts,
  consumer: Consumer,
  { pending, passed }: Stand,
  policy: FlushPolicy,
): Promise<ReadonlySet<number>> {
  const now = Date.now();
  const due = [...pending.values()].map((p) => p.dueIn(policy, now) ?? idleWaitMs);
  const batches = await consumer.poll({ maxRecords: pollRecords, waitMs: Math.min(idleWaitMs, ...due) });
  const assigned = new Set(consumer.assigned());
  for (const partition of pending.keys()) if (!assigned.has(partition)) pending.delete(partition);
  const refused = new Set<number>();
  for (const batch of batches) {
    const into = pending.get(batch.partition);
    try {
      into?.add(batch, Date.now());
      if (into?.records.length === 0) passed.set(batch.partition, batch.next);
    } catch (cause) {
      if (retryOf(cause) !== "after-refresh") throw cause;
      parts.log.error({ partition: batch.partition, cause: String(cause) }, "a gap; taking the partition up again");
      refused.add(batch.partition);
    }
  }
  return refused;
}

/** Writes what is due, as far as there are records. */
async function write(
  parts: LakeParts,
  consumer: Consumer,
  stand: Stand,
  isDue: (p: Pending) => boolean,
): Promise<void> {
  const due = [...stand.pending.values()].filter((p) => p.records.length > 0 && isDue(p));
  const written = await inParallel(writesAtOnce, due, (claim) => writeBatch(parts, claim));
  for (const [index, { partition, next }] of due.entries()) {
    if (written[index] === true) {
      stand.pending.set(partition, new Pending(partition, next));
      stand.passed.set(partition, next);
    } else await startAgain(parts, consumer, stand, partition);
  }
  await commit(parts, consumer, stand);
}

/** The commit is a hint for lag and for the next look at the chain. */
async function commit(parts: LakeParts, consumer: Consumer, { passed }: Stand): Promise<void> {
  for (const [partition, next] of passed) {
    await unlessLost(parts, partition, () => consumer.commit([{ partition, next }]));
    passed.delete(partition);
  }
}

/** A partition that went to another lake needs nothing more of us: the next poll tells. */
async function unlessLost(parts: LakeParts, partition: number, step: () => Promise<void>): Promise<void> {
  try {
    await retrying("bus", step, { log: parts.log, signal: parts.stop });
  } catch (cause) {
    if (retryOf(cause) !== "after-refresh") throw cause;
    parts.log.warn({ partition, cause: String(cause) }, "no longer ours; the lake holds what was written");
  }
}
