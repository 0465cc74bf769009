import { mkdirSync } from "node:fs";
import { dirname } from "node:path";
import { DatabaseSync } from "node:sqlite";
import type { TableContract } from "../../contracts/tables.ts";
import { keyOf, lastByKey } from "./key.ts";
import {
  type Item,
  type Key,
  type Page,
  type PageOptions,
  type PutItemOptions,
  type Store,
  StoreError,
} from "./port.ts";

const schema = `
  CREATE TABLE IF NOT EXISTS item (
    tab TEXT NOT NULL, partition TEXT NOT NULL, sort TEXT NOT NULL, body TEXT NOT NULL,
    PRIMARY KEY (tab, partition, sort)
  ) STRICT, WITHOUT ROWID`;

interface Row {
  readonly partition: string;
  readonly sort: string;
  readonly body: string;
}

const cursorOf = (row: Row): string => Buffer.from(JSON.stringify([row.partition, row.sort])).toString("base64url");

function startOf(cursor: string | undefined): readonly [string, string] {
  if (cursor === undefined) return ["", ""];
  try {
    const [partition, sort] = JSON.parse(Buffer.from(cursor, "base64url").toString());
    return [String(partition), String(sort)];
  } catch (cause) {
    throw new StoreError("invalid", `cursor: got ${JSON.stringify(cursor)}, want one that a page gave`, "never", {
      cause,
    });
  }
}

/** Every table in one SQLite file; several processes may use it at once. */
class SqliteStore implements Store {
  readonly #db: DatabaseSync;

  constructor(db: DatabaseSync) {
    this.#db = db;
  }

  async get(table: TableContract, key: Key): Promise<Item | undefined> {
    return this.#attempt(() => this.#find(table, key));
  }

  async put(table: TableContract, item: Item, options: PutItemOptions = {}): Promise<void> {
    const verb = options.ifAbsent === true ? "INSERT OR IGNORE" : "INSERT OR REPLACE";
    if (this.#attempt(() => this.#write(verb, table, item)) === 0)
      throw new StoreError(
        "exists",
        `put to ${table.name}: ${JSON.stringify(keyOf(table, item))} exists`,
        "after-refresh",
      );
  }

  async putMany(table: TableContract, items: readonly Item[]): Promise<void> {
    const unique = lastByKey(table, items);
    this.#attempt(() => {
      this.#db.exec("BEGIN IMMEDIATE");
      try {
        for (const item of unique) this.#write("INSERT OR REPLACE", table, item);
        this.#db.exec("COMMIT");
      } catch (error) {
        if (this.#db.isTransaction) this.#db.exec("ROLLBACK");
        throw error;
      }
    });
  }

  async getMany(table: TableContract, keys: readonly Key[]): Promise<readonly Item[]> {
    const found = this.#attempt(() => lastByKey(table, keys).map((key) => this.#find(table, key)));
    return found.filter((item) => item !== undefined);
  }

  async delete(table: TableContract, key: Key): Promise<void> {
    const { partition, sort } = keyOf(table, key);
    this.#attempt(() =>
      this.#db
        .prepare("DELETE FROM item WHERE tab = ? AND partition = ? AND sort = ?")
        .run(table.name, partition, sort),
    );
  }

  async query(table: TableContract, partition: string, options: PageOptions = {}): Promise<Page> {
    const [, after] = startOf(options.cursor);
    const sql =
      "SELECT partition, sort, body FROM item WHERE tab = ? AND partition = ? AND sort > ? ORDER BY sort LIMIT ?";
    // A table without a sort key has one item per partition key, with an empty sort: `sort > ''` would miss it.
    const from =
      table.sortKey === undefined && options.cursor === undefined ? sql.replace("sort > ?", "sort >= ?") : sql;
    return this.#page(from, [table.name, partition, after], options.limit);
  }

  async scan(table: TableContract, options: PageOptions = {}): Promise<Page> {
    const sql =
      "SELECT partition, sort, body FROM item WHERE tab = ? AND (partition, sort) > (?, ?) ORDER BY partition, sort LIMIT ?";
    return this.#page(sql, [table.name, ...startOf(options.cursor)], options.limit);
  }

  close(): void {
    if (this.#db.isOpen) this.#db.close();
  }

  #find(table: TableContract, key: Key): Item | undefined {
    const { partition, sort } = keyOf(table, key);
    const row = this.#db
      .prepare("SELECT body FROM item WHERE tab = ? AND partition = ? AND sort = ?")
      .get(table.name, partition, sort);
    return row === undefined ? undefined : JSON.parse(String(row["body"]));
  }

  #write(verb: string, table: TableContract, item: Item): number {
    const { partition, sort } = keyOf(table, item);
    const insert = this.#db.prepare(`${verb} INTO item (tab, partition, sort, body) VALUES (?, ?, ?, ?)`);
    return Number(insert.run(table.name, partition, sort, JSON.stringify(item)).changes);
  }

  #page(sql: string, values: readonly string[], limit = 1000): Page {
    const rows = this.#attempt(() => this.#db.prepare(sql).all(...values, limit + 1)) as unknown as Row[];
    const items = rows.slice(0, limit).map((row): Item => JSON.parse(row.body));
    const last = rows[limit - 1];
    return rows.length > limit && last !== undefined ? { items, cursor: cursorOf(last) } : { items };
  }

  #attempt<T>(run: () => T): T {
    try {
      return run();
    } catch (error) {
      throw storeFault(error);
    }
  }
}

// Busy, full, I/O: all heal or need the operator; nothing of the statement was written.
const storeFault = (error: unknown): StoreError =>
  error instanceof StoreError
    ? error
    : new StoreError("unavailable", `embedded store: ${(error as Error).message}`, "now", { cause: error });

/** Opens the file; makes it and its folder when they are missing. Throws StoreError. */
export function openSqliteStore(file: string): Store {
  try {
    mkdirSync(dirname(file), { recursive: true });
    const db = new DatabaseSync(file, { timeout: 5_000 });
    db.exec("PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL");
    db.exec(schema);
    return new SqliteStore(db);
  } catch (error) {
    throw storeFault(error);
  }
}
