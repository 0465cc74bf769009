import { randomUUID } from "node:crypto";
import { mkdirSync } from "node:fs";
import { dirname } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { setTimeout as sleep } from "node:timers/promises";
import { type Message, type Queue, QueueError, type ReceiveOptions } from "./port.ts";

const pollMs = 20;
/** Seconds a received message stays hidden. */
const visibilitySeconds = 30;

const schema = `
  CREATE TABLE IF NOT EXISTS message (
    id TEXT PRIMARY KEY, body TEXT NOT NULL, receipt TEXT, visible_at INTEGER NOT NULL
  ) STRICT`;

/** A queue in one SQLite file; several processes may use it at once. No dead-letter queue: a message comes back for ever. */
class SqliteQueue implements Queue {
  readonly #db: DatabaseSync;

  constructor(file: string) {
    mkdirSync(dirname(file), { recursive: true });
    this.#db = new DatabaseSync(file, { timeout: 5_000 });
    this.#db.exec("PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL");
    this.#db.exec(schema);
  }

  async send(bodies: readonly string[]): Promise<void> {
    this.#together(() => {
      const insert = this.#db.prepare("INSERT INTO message (id, body, visible_at) VALUES (?, ?, 0)");
      for (const body of bodies) insert.run(randomUUID(), body);
    });
  }

  async receive({ max, waitMs, signal }: ReceiveOptions): Promise<readonly Message[]> {
    const deadline = Date.now() + waitMs;
    for (;;) {
      const messages = this.#take(max);
      if (messages.length > 0 || Date.now() >= deadline || signal?.aborted === true) return messages;
      await sleep(pollMs);
    }
  }

  async extend(messages: readonly Message[], seconds: number): Promise<void> {
    this.#together(() => {
      const update = this.#db.prepare("UPDATE message SET visible_at = ? WHERE id = ? AND receipt = ?");
      for (const m of messages) update.run(Date.now() + seconds * 1_000, m.id, m.receipt);
    });
  }

  async delete(messages: readonly Message[]): Promise<void> {
    this.#together(() => {
      const remove = this.#db.prepare("DELETE FROM message WHERE id = ? AND receipt = ?");
      for (const m of messages) remove.run(m.id, m.receipt);
    });
  }

  close(): void {
    this.#db.close();
  }

  #take(max: number): Message[] {
    const receipt = randomUUID();
    const now = Date.now();
    return this.#attempt(() => {
      const rows = this.#db
        .prepare(
          `UPDATE message SET receipt = ?, visible_at = ?
           WHERE id IN (SELECT id FROM message WHERE visible_at <= ? LIMIT ?) RETURNING id, body`,
        )
        .all(receipt, now + visibilitySeconds * 1_000, now, max);
      return rows.map((row) => ({ id: String(row.id), body: String(row.body), receipt }));
    });
  }

  #together(act: () => void): void {
    this.#attempt(() => {
      this.#db.exec("BEGIN IMMEDIATE");
      try {
        act();
        this.#db.exec("COMMIT");
      } catch (cause) {
        this.#db.exec("ROLLBACK");
        throw cause;
      }
    });
  }

  #attempt<T>(act: () => T): T {
    try {
      return act();
    } catch (cause) {
      throw new QueueError("unavailable", `queue file: ${String(cause)}`, "now", { cause });
    }
  }
}

/** Opens a queue in a SQLite file, made with its folder if it is missing. */
export function openSqliteQueue(file: string): Queue {
  return new SqliteQueue(file);
}
