import type { Dirent } from "node:fs";
import { readdir } from "node:fs/promises";
import { join } from "node:path";
import type { DuckDBConnection } from "@duckdb/node-api";
import type { FileSet } from "./port.ts";
import { bronzeTable, silverTable, type TableShape } from "./shapes.ts";

/** Where the files of a dataset lie: everything that ends with `.parquet` under the folder, cut by hive partitions. */
export interface LakeFolders {
  readonly bronze: string;
  readonly silver: string;
}

const literal = (text: string): string => `'${text.replaceAll("'", "''")}'`;

async function entries(folder: string): Promise<Dirent[]> {
  try {
    return await readdir(folder, { withFileTypes: true });
  } catch {
    // Not there (yet), or no folder: no files.
    return [];
  }
}

async function holdsParquet(folder: string): Promise<boolean> {
  const all = await entries(folder);
  if (all.some((entry) => !entry.isDirectory() && entry.name.endsWith(".parquet"))) return true;
  for (const entry of all) if (entry.isDirectory() && (await holdsParquet(join(folder, entry.name)))) return true;
  return false;
}

async function parquetBelow(root: string, folder: string): Promise<string[]> {
  const found: string[] = [];
  for (const entry of await entries(join(root, folder))) {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) found.push(...(await parquetBelow(root, path)));
    else if (path.endsWith(".parquet")) found.push(path);
  }
  return found;
}

// Without a file DuckDB refuses the pattern, so an empty dataset is its empty table alone. With files the empty table
// still comes first: it gives names and types to columns that old files lack.
function rowsOf(shape: TableShape, source: string | undefined): string {
  const empty = `SELECT * FROM ${shape.name}`;
  if (source === undefined) return empty;
  return `${empty} UNION ALL BY NAME SELECT * FROM read_parquet(${source}, union_by_name = true, hive_partitioning = true,
    hive_types_autocast = false, hive_types = ${shape.partitionTypes})`;
}

/** The views of a dataset, over what read_parquet takes; `make` is what stands before their names. */
const viewsOf: Record<FileSet, (make: string, source: string | undefined) => string> = {
  bronze: (make, source) => `${make} bronze_all AS ${rowsOf(bronzeTable, source)};
    ${make} bronze AS SELECT * FROM bronze_all WHERE outcome = 'keep'`,
  silver: (make, source) =>
    `${make} silver AS SELECT metadata.uid AS metadata_uid, * FROM (${rowsOf(silverTable, source)})`,
};

/** The views of the lake in one DuckDB catalogue; follows whether there are files. */
export class LakeViews {
  readonly #folders: LakeFolders;
  #made: string | undefined;
  #turn: Promise<void> = Promise.resolve();

  constructor(folders: LakeFolders) {
    this.#folders = folders;
  }

  /** Once, before the first query: the empty tables that give the views their columns. */
  async prepare(db: DuckDBConnection): Promise<void> {
    for (const shape of [bronzeTable, silverTable]) await db.run(`CREATE TABLE ${shape.name} (${shape.columns})`);
    await this.refresh(db);
  }

  /** Makes the views anew if a dataset got its first file or lost its last. */
  async refresh(db: DuckDBConnection): Promise<void> {
    // One at a time: DuckDB refuses two connections that replace a view at once.
    const turn = this.#turn.then(() => this.#make(db));
    this.#turn = turn.catch(() => undefined);
    await turn;
  }

  async #make(db: DuckDBConnection): Promise<void> {
    const views = (["bronze", "silver"] as const).map(async (dataset) => {
      const folder = this.#folders[dataset];
      const glob = (await holdsParquet(folder)) ? literal(join(folder, "**", "*.parquet")) : undefined;
      return viewsOf[dataset]("CREATE OR REPLACE VIEW", glob);
    });
    const sql = (await Promise.all(views)).join(";\n");
    if (sql === this.#made) return;
    await db.run(sql);
    this.#made = sql;
  }

  /** For one connection: views of some files only, which hide those of all. */
  async narrow(db: DuckDBConnection, dataset: FileSet, files: readonly string[]): Promise<void> {
    const paths = files.map((file) => literal(join(this.#folders[dataset], file)));
    await db.run(viewsOf[dataset]("CREATE TEMP VIEW", paths.length === 0 ? undefined : `[${paths.join(", ")}]`));
  }

  /** Files of a dataset, relative to its folder, in order. */
  async files(dataset: FileSet): Promise<readonly string[]> {
    return (await parquetBelow(this.#folders[dataset], "")).sort();
  }
}
