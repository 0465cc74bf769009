import type { Message, Queue } from "../../adapters/queue/port.ts";
import type { Log } from "../runtime/log.ts";
import { retrying } from "../runtime/retry.ts";
import { type Candidate, goes } from "./candidate.ts";
import type { Collector } from "./collector.ts";
import { parseNotification } from "./notification.ts";

/** Bounds of the queue's workers. */
const workers = 3;
/** Goes that are collected at once: one of each worker and one of the sweep. */
export const goesAtOnce = workers + 1;
const messagesAtOnce = 100;
const longPollMs = 10_000;
/** A message that is worked on is kept hidden for this long, seconds, renewed three times as often. */
const holdSeconds = 60;

/** What the workers of the queue share. */
export interface QueueParts {
  readonly queue: Queue;
  readonly collector: Collector;
  readonly log: Log;
  readonly stop: AbortSignal;
}

/** Collects what the notifications in the queue speak of, until `stop`. */
export async function workQueue(parts: QueueParts): Promise<void> {
  await Promise.all(Array.from({ length: workers }, () => work(parts)));
}

async function work(parts: QueueParts): Promise<void> {
  const { queue, log, stop } = parts;
  const patience = { log, signal: stop };
  while (!stop.aborted) {
    const options = { max: messagesAtOnce, waitMs: longPollMs, signal: stop };
    const messages = await retrying("receive", () => queue.receive(options), patience);
    const hold = setInterval(
      () => {
        queue.extend(messages, holdSeconds).catch((cause) => log.warn({ cause: String(cause) }, "messages not held"));
      },
      (holdSeconds * 1_000) / 3,
    );
    try {
      const done = await handle(parts, messages);
      if (done.length > 0) await retrying("delete messages", () => queue.delete(done), patience);
    } finally {
      clearInterval(hold);
    }
  }
}

/** The messages that may be deleted: everything they speak of is on the bus and signed for. */
async function handle({ collector, log }: QueueParts, messages: readonly Message[]): Promise<readonly Message[]> {
  const candidates = new Map<Message, readonly Candidate[]>();
  for (const message of messages) {
    const found = parseNotification(message.body);
    if (found !== undefined) candidates.set(message, found);
    else log.error({ message: message.id, body: message.body.slice(0, 500) }, "not an S3 event; left to the queue");
  }
  const done = new Set<string>();
  for (const go of goes([...candidates.values()].flat(), collector.goBytes)) {
    for (const key of await collector.collect(go)) done.add(key);
  }
  return [...candidates].filter(([, found]) => found.every(({ key }) => done.has(key))).map(([message]) => message);
}
