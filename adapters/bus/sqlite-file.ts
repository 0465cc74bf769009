import { randomUUID } from "node:crypto";
import { mkdirSync } from "node:fs";
import { dirname } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { BusError } from "./port.ts";
import { sqliteFault } from "./sqlite-fault.ts";

// Marks the file as ours (SQLite's application id: "CAPb") and its layout.
const applicationId = 0x43415062;
const layout = 1;

const schema = `
  CREATE TABLE bus (id TEXT NOT NULL) STRICT;
  CREATE TABLE topic (name TEXT PRIMARY KEY, retention_hours REAL NOT NULL) STRICT;
  CREATE TABLE log (
    id INTEGER PRIMARY KEY,
    topic TEXT NOT NULL, partition INTEGER NOT NULL,
    first INTEGER NOT NULL, next INTEGER NOT NULL,
    UNIQUE (topic, partition)
  ) STRICT;
  CREATE TABLE batch (
    id INTEGER PRIMARY KEY,
    log INTEGER NOT NULL, first INTEGER NOT NULL, next INTEGER NOT NULL,
    timestamp INTEGER NOT NULL, body BLOB NOT NULL,
    UNIQUE (log, first)
  ) STRICT;
  CREATE INDEX batch_age ON batch (log, timestamp);
  CREATE TABLE committed (
    topic TEXT NOT NULL, consumers TEXT NOT NULL, partition INTEGER NOT NULL, next INTEGER NOT NULL,
    PRIMARY KEY (topic, consumers, partition)
  ) STRICT, WITHOUT ROWID;
  CREATE TABLE member (
    id TEXT PRIMARY KEY,
    topic TEXT NOT NULL, consumers TEXT NOT NULL,
    host TEXT NOT NULL, pid INTEGER NOT NULL, started TEXT NOT NULL,
    expires INTEGER NOT NULL
  ) STRICT;
  CREATE TABLE lease (
    topic TEXT NOT NULL, consumers TEXT NOT NULL, partition INTEGER NOT NULL, member TEXT NOT NULL,
    PRIMARY KEY (topic, consumers, partition)
  ) STRICT, WITHOUT ROWID;
  PRAGMA application_id = ${applicationId};
  PRAGMA user_version = ${layout};`;

const busyTimeoutMs = 10_000;

const pragma = (db: DatabaseSync, name: string): number => Number(db.prepare(`PRAGMA ${name}`).get()?.[name]);

/** A write transaction: all of `run` or nothing. Durable when it returns. */
export function transaction<T>(db: DatabaseSync, run: () => T): T {
  db.exec("BEGIN IMMEDIATE");
  try {
    const result = run();
    db.exec("COMMIT");
    return result;
  } catch (error) {
    // Some faults (a full disk) roll back by themselves.
    if (db.isTransaction) db.exec("ROLLBACK");
    throw error;
  }
}

function prepare(db: DatabaseSync, path: string): void {
  transaction(db, () => {
    const tables = db.prepare("SELECT count(*) AS n FROM sqlite_schema").get()?.["n"];
    if (tables === 0) {
      db.exec(schema);
      db.prepare("INSERT INTO bus (id) VALUES (?)").run(randomUUID());
      return;
    }
    const [owner, version] = [pragma(db, "application_id"), pragma(db, "user_version")];
    if (owner !== applicationId) throw new BusError(`${path} is a database, but not a bus of CAP`, "never");
    if (version !== layout)
      throw new BusError(
        `${path} has bus layout ${version}, this release reads ${layout}; nothing was changed`,
        "never",
      );
  });
}

/** Options of {@link openFile}. */
export interface FileOptions {
  /** Most bytes the file may grow to; beyond, sending fails as on a full disk. @default - until the disk is full. */
  readonly maxBytes?: number;
}

/** Opens the file of an embedded bus, makes it and its folder when they are missing. Throws BusError. */
export function openFile(path: string, options: FileOptions = {}): DatabaseSync {
  try {
    mkdirSync(dirname(path), { recursive: true });
    const db = new DatabaseSync(path, { timeout: busyTimeoutMs });
    // WAL lets readers go on while one process writes; FULL syncs the WAL at every commit, so what is acknowledged stays.
    // The larger checkpoint interval halves the writes of a busy log.
    db.exec("PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA wal_autocheckpoint = 4000");
    if (options.maxBytes !== undefined)
      db.exec(`PRAGMA max_page_count = ${Math.floor(options.maxBytes / pragma(db, "page_size"))}`);
    prepare(db, path);
    return db;
  } catch (error) {
    throw sqliteFault(`open the bus ${path}`, error);
  }
}
