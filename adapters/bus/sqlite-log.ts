import type { DatabaseSync } from "node:sqlite";
import type { TopicContract } from "../../contracts/topics.ts";
import { partitionOf } from "./partition.ts";
import { BusError, type BusRecord, type Extent, type StoredRecord } from "./port.ts";
import { decodeRow, encodeRows } from "./record-rows.ts";
import { transaction } from "./sqlite-file.ts";

interface LogRow {
  readonly id: number;
  readonly partition: number;
  readonly first: number;
  readonly next: number;
}

const hourMs = 3_600_000;
// Most bytes of rows that one read takes (and one row more), so that large records do not fill the reader's memory.
const readBytes = 4 << 20;

/** The records themselves: one log per partition, one row per batch of records. */
export class SqliteLog {
  readonly #db: DatabaseSync;
  readonly #sql;

  constructor(db: DatabaseSync) {
    this.#db = db;
    this.#sql = {
      topic: db.prepare(
        `INSERT INTO topic (name, retention_hours) VALUES (?, ?)
         ON CONFLICT DO UPDATE SET retention_hours = excluded.retention_hours`,
      ),
      partition: db.prepare("INSERT OR IGNORE INTO log (topic, partition, first, next) VALUES (?, ?, 0, 0)"),
      logs: db.prepare("SELECT id, partition, first, next FROM log WHERE topic = ? ORDER BY partition"),
      append: db.prepare("INSERT INTO batch (log, first, next, timestamp, body) VALUES (?, ?, ?, ?, ?)"),
      advance: db.prepare("UPDATE log SET next = ? WHERE id = ?"),
      read: db.prepare(
        "SELECT first, next, timestamp, body FROM batch WHERE log = ? AND next > ? ORDER BY first LIMIT 1",
      ),
      expire: db.prepare("DELETE FROM batch WHERE log = ? AND timestamp < ?"),
      trim: db.prepare(
        "UPDATE log SET first = coalesce((SELECT min(first) FROM batch WHERE log = log.id), next) WHERE topic = ?",
      ),
    };
  }

  ensure(topics: readonly TopicContract[]): void {
    transaction(this.#db, () => {
      for (const { name, partitions, retentionHours } of topics) {
        this.#sql.topic.run(name, retentionHours);
        this.#addPartitions(name, partitions);
      }
    });
  }

  /** Adds the partitions that a topic lacks, and leaves the rest of it as it is. */
  grow({ name, partitions }: TopicContract): void {
    transaction(this.#db, () => this.#addPartitions(name, partitions));
  }

  #addPartitions(name: string, partitions: number): void {
    for (let partition = 0; partition < partitions; partition++) this.#sql.partition.run(name, partition);
  }

  /** Appends all records in one transaction. */
  append(topic: string, records: readonly BusRecord[], now: number): void {
    transaction(this.#db, () => {
      const logs = this.logs(topic);
      for (const [partition, some] of Map.groupBy(records, (record) => partitionOf(record.key, logs.length))) {
        const log = logs[partition] as LogRow;
        let next = log.next;
        for (const { count, body } of encodeRows(some)) {
          this.#sql.append.run(log.id, next, next + count, now, body);
          next += count;
        }
        this.#sql.advance.run(next, log.id);
      }
    });
  }

  /** Records of one partition from an offset on, at most `most`; fewer where they are large. */
  read(log: number, from: number, most: number): StoredRecord[] {
    const records: StoredRecord[] = [];
    let bytes = 0;
    for (let at = from; records.length < most && bytes < readBytes; ) {
      const row = this.#sql.read.get(log, at);
      if (row === undefined) break;
      const [first, timestamp, body] = [Number(row["first"]), Number(row["timestamp"]), row["body"] as Uint8Array];
      bytes += body.byteLength;
      records.push(...decodeRow(body, first, timestamp, at, most - records.length));
      at = (records.at(-1)?.offset ?? Number(row["next"]) - 1) + 1;
    }
    return records;
  }

  /** Deletes rows whose retention has passed. The file keeps its size: the space is written again. */
  expire(topic: TopicContract, now: number): void {
    transaction(this.#db, () => {
      for (const { id } of this.logs(topic.name)) this.#sql.expire.run(id, now - topic.retentionHours * hourMs);
      this.#sql.trim.run(topic.name);
    });
  }

  extents(topic: string): Extent[] {
    return this.logs(topic).map(({ partition, first, next }) => ({ partition, first, end: next }));
  }

  /** The partitions of a topic, ascending from 0; BusError when there is no such topic. */
  logs(topic: string): readonly LogRow[] {
    const rows = this.#sql.logs.all(topic) as unknown as LogRow[];
    if (rows.length === 0)
      throw new BusError(`there is no topic ${topic} on this bus; ensureTopics makes it`, "after-refresh");
    return rows;
  }
}
