import { setTimeout as sleep } from "node:timers/promises";
import { type Batch, BusError, type Consumer, type ConsumerOptions, type PollOptions } from "./port.ts";
import { sqliteFault } from "./sqlite-fault.ts";
import { leaseMs, type Membership, type Position } from "./sqlite-group.ts";
import type { SqliteLog } from "./sqlite-log.ts";

// SQLite tells no other process of a commit, so a waiting poll looks again: soon at first, then every 20 ms.
const firstLookMs = 1;
const lastLookMs = 20;
// How often a member looks whether the group changed; also the longest wait for a partition that a dead member held.
const rebalanceMs = 200;
// A member that has not polled for this long loses its partitions although its process lives, as with Kafka's
// max.poll.interval.ms.
const idleLimitMs = 300_000;

/** What a consumer needs of the bus. */
export interface ConsumerParts {
  readonly log: SqliteLog;
  readonly membership: Membership;
  /** The group's committed offset of a partition. */
  readonly committed: (partition: number) => number | undefined;
  readonly closed: (consumer: Consumer) => void;
}

/** A member of a group on the embedded bus. */
export class SqliteConsumer implements Consumer {
  readonly #options: ConsumerOptions;
  readonly #parts: ConsumerParts;
  readonly #positions = new Map<number, number>();
  readonly #heart: NodeJS.Timeout;
  #polledAt = Date.now();
  #balancedAt = 0;
  #open = true;

  constructor(options: ConsumerOptions, parts: ConsumerParts) {
    this.#options = options;
    this.#parts = parts;
    this.#heart = setInterval(() => this.#renew(), leaseMs / 3).unref();
  }

  async poll({ maxRecords, waitMs }: PollOptions): Promise<readonly Batch[]> {
    const deadline = Date.now() + waitMs;
    for (let lookMs = firstLookMs; ; lookMs = Math.min(lookMs * 2, lastLookMs)) {
      if (!this.#open) throw new BusError("this consumer is closed", "never");
      this.#polledAt = Date.now();
      await this.#join();
      const batches = this.#do("read", () => this.#read(maxRecords));
      if (batches.length > 0 || Date.now() >= deadline) return batches;
      await sleep(Math.min(lookMs, Math.max(0, deadline - Date.now())));
    }
  }

  assigned(): readonly number[] {
    return [...this.#positions.keys()].sort((a, b) => a - b);
  }

  async seek(partition: number, offset: number): Promise<void> {
    if (!this.#positions.has(partition))
      throw new BusError(
        `cannot seek: partition ${partition} of ${this.#options.topic.name} is not ours`,
        "after-refresh",
      );
    this.#positions.set(partition, offset);
  }

  async commit(positions: readonly Position[]): Promise<void> {
    this.#do("commit", () => this.#parts.membership.commit(positions));
  }

  async close(): Promise<void> {
    if (!this.#open) return;
    this.#open = false;
    clearInterval(this.#heart);
    this.#positions.clear();
    this.#parts.closed(this);
    this.#do("leave the group", () => this.#parts.membership.leave());
  }

  async #join(): Promise<void> {
    const now = Date.now();
    if (now - this.#balancedAt < rebalanceMs) return;
    const { held, taken } = this.#do("join the group", () => this.#parts.membership.rebalance(now));
    this.#balancedAt = now;
    // A partition that was lost and taken again may have moved on under another member: its old position is worthless.
    for (const partition of this.#positions.keys())
      if (!held.includes(partition) || taken.includes(partition)) this.#positions.delete(partition);
    for (const partition of held)
      if (!this.#positions.has(partition)) this.#positions.set(partition, await this.#start(partition));
  }

  async #start(partition: number): Promise<number> {
    const { topic, startAt, from } = this.#options;
    const own = await startAt?.(partition);
    const { first, next } = this.#do("find the start", () => this.#parts.log.logs(topic.name))[partition] ?? {
      first: 0,
      next: 0,
    };
    if (own !== undefined && own > next)
      throw new BusError(
        `cannot start partition ${partition} of ${topic.name} at ${own}: it ends at ${next}`,
        "after-refresh",
      );
    return own ?? this.#parts.committed(partition) ?? (from === "latest" ? next : first);
  }

  #read(most: number): Batch[] {
    const batches: Batch[] = [];
    for (const { id, partition, next } of this.#parts.log.logs(this.#options.topic.name)) {
      const from = this.#positions.get(partition);
      if (from === undefined || from >= next) continue;
      const records = this.#parts.log.read(id, from, most);
      const [first, last] = [records.at(0), records.at(-1)];
      if (first === undefined || last === undefined) continue;
      // Offsets of this log have no gaps but at its beginning, which retention moves.
      batches.push({ partition, from: first.offset, records, next: last.offset + 1 });
    }
    // Only now: where reading one partition fails, what was read of the others is read again.
    for (const { partition, next } of batches) this.#positions.set(partition, next);
    return batches;
  }

  #renew(): void {
    const now = Date.now();
    if (now - this.#polledAt > idleLimitMs) return;
    // A file that is locked or a disk that is full now: the next beat or the next poll tries again.
    try {
      this.#parts.membership.renew(now);
    } catch {}
  }

  #do<T>(doing: string, run: () => T): T {
    try {
      return run();
    } catch (error) {
      throw sqliteFault(`${doing} (${this.#options.topic.name}, group ${this.#options.group})`, error);
    }
  }
}
