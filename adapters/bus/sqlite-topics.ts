import type { DatabaseSync } from "node:sqlite";
import type { TopicContract } from "../../contracts/topics.ts";
import { sqliteFault } from "./sqlite-fault.ts";
import { openFile } from "./sqlite-file.ts";
import { SqliteLog } from "./sqlite-log.ts";
import type { LiveTopic, TopicAdmin, TopicSettings } from "./topics-port.ts";

/** The topics of an embedded bus. It takes records of any size, so it holds no limit of theirs. */
class SqliteTopics implements TopicAdmin {
  readonly #db: DatabaseSync;
  readonly #log: SqliteLog;

  constructor(db: DatabaseSync) {
    this.#db = db;
    this.#log = new SqliteLog(db);
  }

  async list(): Promise<readonly LiveTopic[]> {
    const rows = this.#do("look at topics", () =>
      this.#db
        .prepare(
          `SELECT name, retention_hours, (SELECT count(*) FROM log WHERE topic = name) AS partitions
           FROM topic ORDER BY name`,
        )
        .all(),
    );
    return rows.map((row) => ({
      name: String(row["name"]),
      partitions: Number(row["partitions"]),
      settings: { retentionHours: Number(row["retention_hours"]) },
    }));
  }

  async create(topic: TopicContract): Promise<void> {
    this.#do(`make ${topic.name}`, () => this.#log.ensure([topic]));
  }

  async addPartitions(topic: TopicContract): Promise<void> {
    this.#do(`grow ${topic.name}`, () => this.#log.grow(topic));
  }

  async configure({ name }: TopicContract, { retentionHours }: TopicSettings): Promise<void> {
    if (retentionHours === undefined) return;
    this.#do(`configure ${name}`, () =>
      this.#db.prepare("UPDATE topic SET retention_hours = ? WHERE name = ?").run(retentionHours, name),
    );
  }

  async close(): Promise<void> {
    if (this.#db.isOpen) this.#db.close();
  }

  #do<T>(doing: string, run: () => T): T {
    try {
      return run();
    } catch (error) {
      throw sqliteFault(doing, error);
    }
  }
}

/** Opens the topics of the bus in this file; makes the file when it is missing. Throws BusError. */
export const openSqliteTopics = (path: string): TopicAdmin => new SqliteTopics(openFile(path));
