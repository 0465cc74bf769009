import {
  type DuckDBConnection,
  DuckDBInstance,
  type DuckDBResultReader,
  type DuckDBValue,
  StatementType,
} from "@duckdb/node-api";
import { isFileFault, queryError } from "./fault.ts";
import { parsedJson } from "./json.ts";
import { type FileSet, type Query, QueryError, type QueryResult, type RunOptions, type Value } from "./port.ts";
import { jsonValue } from "./values.ts";
import { type LakeFolders, LakeViews } from "./views.ts";

/** Options of {@link openDuckdb}. */
export interface DuckdbOptions extends LakeFolders {
  /** @default - 1024. A query that needs more fails; nothing is spilled to disk. */
  readonly memoryLimitMb?: number;
  /** @default - 2. */
  readonly threads?: number;
}

const defaultMaxRows = 10_000;
const defaultTimeoutMs = 60_000;
// The lake is written while it is read: a file may go between DuckDB's listing and its reading.
const mostTries = 3;

/** Whole numbers are bound as such: DuckDB would take a JavaScript number for a double, which LIMIT refuses. */
const bound = (params: RunOptions["params"] = []) =>
  params.map((p) => (typeof p === "number" && Number.isSafeInteger(p) ? BigInt(p) : p));

async function read(
  db: DuckDBConnection,
  sql: string,
  options: RunOptions,
  maxRows: number,
): Promise<DuckDBResultReader> {
  const statements = await db.extractStatements(sql);
  if (statements.count !== 1) throw new QueryError("sql", `got ${statements.count} statements, want one`, "never");
  const statement = await statements.prepare(0);
  // The sandbox keeps queries inside the lake's folders; that they only read is decided here.
  if (statement.statementType !== StatementType.SELECT)
    throw new QueryError(
      "sql",
      "only SELECT (also WITH, FROM, VALUES, DESCRIBE, SHOW, SUMMARIZE) can be run here",
      "never",
    );
  if (options.params !== undefined) statement.bind(bound(options.params));
  return statement.streamAndReadUntil(maxRows + 1);
}

function resultOf(reader: DuckDBResultReader, maxRows: number): QueryResult {
  const names = reader.deduplicatedColumnNames();
  const rows = reader.getRows();
  const asJson = (value: DuckDBValue, i: number): Value =>
    typeof value === "string" && reader.columnType(i).alias === "JSON" ? parsedJson(value) : jsonValue(value);
  return {
    columns: names.map((name, i) => ({ name, type: reader.columnType(i).toString() })),
    rows: rows
      .slice(0, maxRows)
      .map((row) => Object.fromEntries(names.map((name, i) => [name, asJson(row[i] ?? null, i)]))),
    truncated: rows.length > maxRows,
  };
}

/** DuckDB in this process over the lake's Parquet files. */
class DuckdbQuery implements Query {
  readonly #instance: DuckDBInstance;
  readonly #views: LakeViews;

  constructor(instance: DuckDBInstance, views: LakeViews) {
    this.#instance = instance;
    this.#views = views;
  }

  async run(sql: string, options: RunOptions = {}): Promise<QueryResult> {
    const deadline = Date.now() + (options.timeoutMs ?? defaultTimeoutMs);
    for (let tries = 1; ; tries++) {
      try {
        return await this.#once(sql, options, deadline - Date.now());
      } catch (error) {
        if (tries === mostTries || !isFileFault(error) || Date.now() >= deadline)
          throw queryError(error, options.timeoutMs ?? defaultTimeoutMs);
      }
    }
  }

  files(dataset: FileSet): Promise<readonly string[]> {
    return this.#views.files(dataset);
  }

  async close(): Promise<void> {
    this.#instance.closeSync();
  }

  // A connection of its own per query: an interrupt then stops this query and no other.
  async #once(sql: string, options: RunOptions, timeoutMs: number): Promise<QueryResult> {
    const maxRows = options.maxRows ?? defaultMaxRows;
    const db = await this.#instance.connect();
    const timer = setTimeout(() => db.interrupt(), timeoutMs);
    try {
      await this.#views.refresh(db);
      if (options.only !== undefined) await this.#views.narrow(db, options.only.dataset, options.only.files);
      return resultOf(await read(db, sql, options, maxRows), maxRows);
    } finally {
      clearTimeout(timer);
      db.closeSync();
    }
  }
}

/** Opens DuckDB over two folders of Parquet files; they need not exist yet. */
export async function openDuckdb(options: DuckdbOptions): Promise<Query> {
  const instance = await DuckDBInstance.create(":memory:", {
    memory_limit: `${options.memoryLimitMb ?? 1024}MB`,
    threads: String(options.threads ?? 2),
    temp_directory: "",
    autoinstall_known_extensions: "false",
    autoload_known_extensions: "false",
  });
  const db = await instance.connect();
  try {
    const views = new LakeViews(options);
    await db.run("SET GLOBAL TimeZone = 'UTC'");
    await db.run(`SET allowed_directories = [${[options.bronze, options.silver].map(folderLiteral).join(", ")}]`);
    await db.run("SET enable_external_access = false; SET lock_configuration = true");
    await views.prepare(db);
    return new DuckdbQuery(instance, views);
  } finally {
    db.closeSync();
  }
}

const folderLiteral = (path: string): string => `'${path.replaceAll("'", "''").replace(/\/*$/, "/")}'`;
