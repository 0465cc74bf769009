import { setTimeout as sleep } from "node:timers/promises";
import { Consumer as Client } from "@platformatic/kafka";
import type { KafkaAccess } from "./kafka-access.ts";
import { clientOptions, topicPlace } from "./kafka-client.ts";
import { isKafka, kafkaCall, kafkaFault } from "./kafka-fault.ts";
import { committedRecords, type Fetched } from "./kafka-fetch.ts";
import { type Batch, BusError, type Consumer, type ConsumerOptions, type Extent, type PollOptions } from "./port.ts";

// Longest wait of one request, so that a change of the group is seen in time.
const lookMs = 250;
const partitionBytes = 4 << 20;

/** What a consumer needs of the bus. */
export interface KafkaConsumerParts {
  readonly access: KafkaAccess;
  readonly extents: () => Promise<readonly Extent[]>;
  readonly committed: () => Promise<ReadonlyMap<number, number>>;
  readonly closed: (consumer: Consumer) => void;
}

/**
 * A member of a classic consumer group with cooperative rebalancing: partitions that stay are read on while others move.
 * The client keeps the membership; reading and positions are ours, so that seeking is exact and nothing is read ahead.
 */
export class KafkaConsumer implements Consumer {
  readonly #options: ConsumerOptions;
  readonly #parts: KafkaConsumerParts;
  readonly #client: Client;
  /** Position of the next fetch, and what is fetched but not yet handed out. */
  readonly #positions = new Map<number, number>();
  readonly #waiting = new Map<number, Fetched>();
  #joined = false;
  #generation = -1;
  #open = true;

  constructor(options: ConsumerOptions, parts: KafkaConsumerParts) {
    this.#options = options;
    this.#parts = parts;
    this.#client = new Client({
      ...clientOptions(parts.access),
      groupId: options.group,
      autocommit: false,
      // Kafka's default isolation for transactions: a reader sees whole batches only.
      isolationLevel: 1,
      protocols: [{ name: "cooperative-sticky", version: 1 }],
      // A killed member is noticed after the session; a new one within a heartbeat.
      sessionTimeout: 10_000,
      rebalanceTimeout: 20_000,
      heartbeatInterval: 500,
    });
    this.#client.on("consumer:group:join", ({ generationId = -1 }) => this.#joinedGeneration(generationId));
    this.#client.on("consumer:group:rebalance", () => this.#dropLost());
  }

  async poll({ maxRecords, waitMs }: PollOptions): Promise<readonly Batch[]> {
    const deadline = Date.now() + waitMs;
    for (;;) {
      if (!this.#open) throw new BusError("this consumer is closed", "never");
      await this.#follow();
      if (this.#waiting.size === 0) await this.#fetch(Math.max(0, Math.min(lookMs, deadline - Date.now())));
      const batches = this.#hand(maxRecords);
      if (batches.length > 0 || Date.now() >= deadline) return batches;
    }
  }

  assigned(): readonly number[] {
    return [...this.#positions.keys()].sort((a, b) => a - b);
  }

  async seek(partition: number, offset: number): Promise<void> {
    this.#own([partition], "seek");
    this.#waiting.delete(partition);
    this.#positions.set(partition, offset);
  }

  async commit(positions: readonly { readonly partition: number; readonly next: number }[]): Promise<void> {
    if (positions.length === 0) return;
    const partitions = positions.map(({ partition }) => partition);
    this.#own(partitions, "commit");
    const topic = this.#options.topic.name;
    const offsets = positions.map(({ partition, next }) => ({
      topic,
      partition,
      offset: BigInt(next),
      leaderEpoch: -1,
    }));
    await kafkaCall(`commit ${topic} for ${this.#options.group}`, () => this.#client.commit({ offsets }));
    // The group may have changed while the commit was on its way.
    this.#own(partitions, "commit");
  }

  async close(): Promise<void> {
    if (!this.#open) return;
    this.#open = false;
    this.#positions.clear();
    this.#waiting.clear();
    this.#parts.closed(this);
    await kafkaCall(`leave ${this.#options.group}`, () => this.#client.close(true));
  }

  #own(partitions: readonly number[], doing: string): void {
    this.#dropLost();
    const lost = partitions.filter((partition) => !this.#positions.has(partition));
    if (lost.length > 0)
      throw new BusError(
        `cannot ${doing}: partition ${lost.join(", ")} of ${this.#options.topic.name} is not ours`,
        "after-refresh",
      );
  }

  #joinedGeneration(generation: number): void {
    // A member that missed a generation may have lost partitions and got them back: others may have moved them on.
    if (generation !== this.#generation + 1 && this.#generation !== -1 && generation !== this.#generation) {
      this.#positions.clear();
      this.#waiting.clear();
    }
    this.#generation = generation;
    this.#dropLost();
  }

  #assignment(): readonly number[] {
    return this.#client.assignments?.find(({ topic }) => topic === this.#options.topic.name)?.partitions ?? [];
  }

  #dropLost(): void {
    const held = this.#assignment();
    for (const partition of this.#positions.keys()) {
      if (held.includes(partition)) continue;
      this.#positions.delete(partition);
      this.#waiting.delete(partition);
    }
  }

  /** Joins once, then follows the group: a start for every partition that is new. */
  async #follow(): Promise<void> {
    if (!this.#joined) {
      this.#client.topics.track(this.#options.topic.name);
      await kafkaCall(`join ${this.#options.group}`, () => this.#client.joinGroup({}));
      this.#joined = true;
    }
    this.#dropLost();
    const fresh = this.#assignment().filter((partition) => !this.#positions.has(partition));
    if (fresh.length === 0) return;
    const [extents, committed] = await Promise.all([this.#parts.extents(), this.#parts.committed()]);
    for (const partition of fresh) {
      const extent = extents[partition] ?? { partition, first: 0, end: 0 };
      this.#positions.set(partition, await this.#start(extent, committed.get(partition)));
    }
  }

  async #start({ partition, first, end }: Extent, committed: number | undefined): Promise<number> {
    const { topic, startAt, from } = this.#options;
    const own = await startAt?.(partition);
    if (own !== undefined && own > end)
      throw new BusError(
        `cannot start partition ${partition} of ${topic.name} at ${own}: it ends at ${end}`,
        "after-refresh",
      );
    return Math.max(first, own ?? committed ?? (from === "latest" ? end : first));
  }

  async #fetch(waitMs: number): Promise<void> {
    if (this.#positions.size === 0) return void (await sleep(Math.min(waitMs, 50)));
    const { topic } = this.#options;
    const place = await topicPlace(this.#client, topic);
    const leaders = Map.groupBy(this.#positions.keys(), (partition) => place.partitions[partition]?.leader ?? -1);
    const asked = new Map(this.#positions);
    await Promise.all(
      [...leaders].map(([node, partitions]) => this.#fetchFrom(node, place.id, partitions, asked, waitMs)),
    ).catch((error) => this.#recover(error));
  }

  async #fetchFrom(
    node: number,
    topicId: string,
    partitions: number[],
    asked: Map<number, number>,
    maxWaitTime: number,
  ) {
    const wanted = partitions.map((partition) => ({
      partition,
      currentLeaderEpoch: -1,
      fetchOffset: BigInt(asked.get(partition) ?? 0),
      lastFetchedEpoch: -1,
      partitionMaxBytes: partitionBytes,
    }));
    const answer = await this.#client.fetch({
      node,
      topics: [{ topicId, partitions: wanted }],
      maxWaitTime,
      minBytes: 1,
    });
    for (const partition of answer.responses.flatMap((response) => response.partitions)) {
      const from = asked.get(partition.partitionIndex);
      // Moved away or moved on (a seek) while the request was on its way.
      if (from === undefined || this.#positions.get(partition.partitionIndex) !== from) continue;
      const fetched = committedRecords(partition, from);
      this.#positions.set(fetched.partition, fetched.next);
      // Also without a record: the position behind the mark of a transaction has to be committed like any other.
      if (fetched.next > from) this.#waiting.set(fetched.partition, fetched);
    }
  }

  /** Retention may have deleted what is next: then the oldest that is left is next. Everything else is the caller's. */
  async #recover(error: unknown): Promise<void> {
    if (!isKafka(error, "OFFSET_OUT_OF_RANGE")) throw kafkaFault(`read ${this.#options.topic.name}`, error);
    for (const { partition, first, end } of await this.#parts.extents()) {
      const at = this.#positions.get(partition);
      if (at === undefined) continue;
      if (at > end)
        throw new BusError(`partition ${partition} ends at ${end}, the next read was at ${at}`, "after-refresh");
      this.#positions.set(partition, Math.max(at, first));
    }
  }

  #hand(most: number): Batch[] {
    const batches: Batch[] = [];
    for (const [partition, { from, records, next }] of this.#waiting) {
      const some = records.slice(0, most);
      const rest = records.slice(most);
      const to = rest[0]?.offset ?? next;
      batches.push({ partition, from, records: some, next: to });
      if (rest.length === 0) this.#waiting.delete(partition);
      else this.#waiting.set(partition, { partition, from: to, records: rest, next });
    }
    return batches;
  }
}
