import type { Dirent } from "node:fs";
import { readdir } from "node:fs/promises";
import { join } from "node:path";
import type { DuckDBConnection } from "@duckdb/node-api";
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

// Without a file DuckDB refuses the pattern, so an empty dataset is its empty table alone. With files the empty table
// still comes first: it gives names and types to columns that old files lack.
function rowsOf(shape: TableShape, folder: string, present: boolean): string {
  const empty = `SELECT * FROM ${shape.name}`;
  if (!present) return empty;
  const glob = literal(join(folder, "**", "*.parquet"));
  return `${empty} UNION ALL BY NAME SELECT * FROM read_parquet(${glob}, union_by_name = true, hive_partitioning = true,
    hive_types_autocast = false, hive_types = ${shape.partitionTypes})`;
}

/** The views of the lake in one DuckDB catalogue; follows whether there are files. */
export class LakeViews {
  readonly #folders: LakeFolders;
  #made: string | undefined;

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
    const { bronze, silver } = this.#folders;
    const sql = [
      `CREATE OR REPLACE VIEW bronze_all AS ${rowsOf(bronzeTable, bronze, await holdsParquet(bronze))}`,
      "CREATE OR REPLACE VIEW bronze AS SELECT * FROM bronze_all WHERE outcome = 'keep'",
      `CREATE OR REPLACE VIEW silver AS SELECT metadata.uid AS metadata_uid, * FROM
       (${rowsOf(silverTable, silver, await holdsParquet(silver))})`,
    ].join(";\n");
    if (sql === this.#made) return;
    await db.run(sql);
    this.#made = sql;
  }
}
