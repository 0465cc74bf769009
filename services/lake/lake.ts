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
const writesAtOnce = 3;

/** Reads the bus into the lake until `stop` fires; what is polled by then is still written. */
export async function runLake(parts: LakeParts, policy: FlushPolicy): Promise<void> {
  await parts.bus.ensureTopics([topic]);
  await settleOtherBuses(parts);
  const pending = new Map<number, Pending>();
  const uncommitted = new Map<number, Pending>();
  const startAt = async (partition: number): Promise<number> => {
    const resume = await takeUp(parts, partition);
    const start = new Pending(partition, resume.position);
    pending.set(partition, start);
    if (resume.uncommitted) uncommitted.set(partition, start);
    return resume.readFrom;
  };
  const consumer = await parts.bus.consumer({ topic, group: lakeGroup, startAt });
  const { log, stop } = parts;
  const patience = { log, signal: stop };
  try {
    while (!stop.aborted) {
      await retrying("poll", () => fill(consumer, pending, policy), { ...patience, refreshes: true });
      for (const start of uncommitted.values()) await commit(parts, consumer, start);
      uncommitted.clear();
      await write(parts, consumer, pending, (p) => p.dueIn(policy, Date.now()) === 0);
    }
    await write(parts, consumer, pending, (p) => p.records.length > 0);
  } finally {
    await consumer.close();
  }
}

async function fill(consumer: Consumer, pending: Map<number, Pending>, policy: FlushPolicy): Promise<void> {
  const now = Date.now();
  const due = [...pending.values()].map((p) => p.dueIn(policy, now) ?? idleWaitMs);
  const batches = await consumer.poll({ maxRecords: pollRecords, waitMs: Math.min(idleWaitMs, ...due) });
  const assigned = new Set(consumer.assigned());
  for (const partition of pending.keys()) if (!assigned.has(partition)) pending.delete(partition);
  for (const batch of batches) pending.get(batch.partition)?.add(batch, Date.now());
}

async function write(
  parts: LakeParts,
  consumer: Consumer,
  pending: Map<number, Pending>,
  isDue: (p: Pending) => boolean,
): Promise<void> {
  const due = [...pending.values()].filter(isDue);
  const written = await inParallel(writesAtOnce, due, (claim) => writeBatch(parts, claim));
  for (const [index, claim] of due.entries()) {
    if (written[index] === true) {
      pending.set(claim.partition, new Pending(claim.partition, claim.next));
      await commit(parts, consumer, claim);
    } else {
      const { position, readFrom } = await takeUp(parts, claim.partition);
      pending.set(claim.partition, new Pending(claim.partition, position));
      await unlessLost(parts, claim.partition, () => consumer.seek(claim.partition, readFrom));
    }
  }
}

/** The commit is a hint for lag and for the next look at the chain. */
async function commit(parts: LakeParts, consumer: Consumer, { partition, next }: Pending): Promise<void> {
  await unlessLost(parts, partition, () => consumer.commit([{ partition, next }]));
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
