import type { DatabaseSync } from "node:sqlite";
import { setTimeout as sleep } from "node:timers/promises";
import type { TopicContract } from "../../contracts/topics.ts";
import type { Bus, BusRecord, Consumer, ConsumerOptions, Extent } from "./port.ts";
import { SqliteConsumer } from "./sqlite-consumer.ts";
import { sqliteFault } from "./sqlite-fault.ts";
import { type FileOptions, openFile } from "./sqlite-file.ts";
import { Membership } from "./sqlite-group.ts";
import { SqliteLog } from "./sqlite-log.ts";

// How often a producer deletes what retention has passed.
const expireMs = 60_000;

// SQLite's lock has no queue: a producer that sends without a pause would keep all other writers of the file out.
const fairPauseMs = 1;

/**
 * The embedded bus: one SQLite file in WAL mode that several processes of one machine share, without a server. A send
 * is one transaction that is synced to the disk before it resolves.
 */
class SqliteBus implements Bus {
  readonly id: string;
  readonly #db: DatabaseSync;
  readonly #log: SqliteLog;
  readonly #consumers = new Set<Consumer>();
  readonly #expiredAt = new Map<string, number>();

  constructor(db: DatabaseSync) {
    this.#db = db;
    this.#log = new SqliteLog(db);
    this.id = String(db.prepare("SELECT id FROM bus").get()?.["id"]);
  }

  async ensureTopics(topics: readonly TopicContract[]): Promise<void> {
    this.#do("make topics", () => this.#log.ensure(topics));
  }

  async send(topic: TopicContract, records: readonly BusRecord[]): Promise<void> {
    if (records.length === 0) return;
    const now = Date.now();
    this.#do(`send ${records.length} records to ${topic.name}`, () => {
      // Retention first: it may make the room that these records need.
      if (now - (this.#expiredAt.get(topic.name) ?? 0) >= expireMs) {
        this.#log.expire(topic, now);
        this.#expiredAt.set(topic.name, now);
      }
      this.#log.append(topic.name, records, now);
    });
    await sleep(fairPauseMs);
  }

  async consumer(options: ConsumerOptions): Promise<Consumer> {
    const { topic, group } = options;
    return this.#do(`read ${topic.name}`, () => {
      this.#log.logs(topic.name);
      const membership = new Membership(this.#db, { topic: topic.name, group });
      const committed = (partition: number) => this.#committed(topic, group).get(partition);
      const closed = (one: Consumer) => this.#consumers.delete(one);
      const consumer = new SqliteConsumer(options, { log: this.#log, membership, committed, closed });
      this.#consumers.add(consumer);
      return consumer;
    });
  }

  async extents(topic: TopicContract): Promise<readonly Extent[]> {
    return this.#do(`look at ${topic.name}`, () => this.#log.extents(topic.name));
  }

  async committed(topic: TopicContract, group: string): Promise<ReadonlyMap<number, number>> {
    return this.#do(`look at group ${group}`, () => this.#committed(topic, group));
  }

  async lag(topic: TopicContract, group: string): Promise<number> {
    const committed = await this.committed(topic, group);
    const extents = await this.extents(topic);
    return extents.reduce(
      (sum, { partition, first, end }) => sum + end - Math.max(first, committed.get(partition) ?? first),
      0,
    );
  }

  async close(): Promise<void> {
    for (const consumer of this.#consumers) await consumer.close();
    if (this.#db.isOpen) this.#db.close();
  }

  #committed(topic: TopicContract, group: string): Map<number, number> {
    const rows = this.#db
      .prepare("SELECT partition, next FROM committed WHERE topic = ? AND consumers = ?")
      .all(topic.name, group);
    return new Map(rows.map((row) => [Number(row["partition"]), Number(row["next"])]));
  }

  #do<T>(doing: string, run: () => T): T {
    try {
      return run();
    } catch (error) {
      throw sqliteFault(doing, error);
    }
  }
}

/** Opens the bus in this file; makes it, with a new identity, when it is missing. Throws BusError. */
export function openSqliteBus(path: string, options: FileOptions = {}): Bus {
  return new SqliteBus(openFile(path, options));
}
