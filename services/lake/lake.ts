import type { Consumer } from "../../adapters/bus/port.ts";
import { topics } from "../../contracts/topics.ts";
import { inParallel } from "../runtime/parallel.ts";
import { retrying, retryOf } from "../runtime/retry.ts";
import { type FlushPolicy, Pending } from "./pending.ts";
import { type LakeParts, lakeGroup, settleOtherBuses, takeUp, writeBatch } from "./writer.ts";

const topic = topics.securityEvents;
/** Records of one partition in one poll: bounds what is in memory beyond a batch. */
const pollRecords = 2_000;
const idleWaitMs = 500;
const writesAtOnce = 3;

/** Reads the bus into the lake until `stop` fires; what is polled by then is still written. */
export async function runLake(parts: LakeParts, policy: FlushPolicy, stop: AbortSignal): Promise<void> {
  await parts.bus.ensureTopics([topic]);
  await settleOtherBuses(parts);
  const pending = new Map<number, Pending>();
  const startAt = async (partition: number): Promise<number> => {
    const resume = await takeUp(parts, partition);
    pending.set(partition, new Pending(partition, resume.position));
    return resume.readFrom;
  };
  const consumer = await parts.bus.consumer({ topic, group: lakeGroup, startAt });
  const patience = { log: parts.log, signal: stop };
  try {
    while (!stop.aborted) {
      await retrying("poll", () => fill(consumer, pending, policy), patience);
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
      await consumer.seek(claim.partition, readFrom);
    }
  }
}

/** The commit is a hint for lag and for the next look at the chain; a partition that went elsewhere needs none of ours. */
async function commit(parts: LakeParts, consumer: Consumer, claim: Pending): Promise<void> {
  try {
    await consumer.commit([{ partition: claim.partition, next: claim.next }]);
  } catch (cause) {
    if (retryOf(cause) === "never") throw cause;
    parts.log.warn(
      { partition: claim.partition, cause: String(cause) },
      "offset not committed; the lake holds the batch",
    );
  }
}
