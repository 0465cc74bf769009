import { bronze, type Dataset, silver } from "../../contracts/lake.ts";
import { literal, mentions, type Statement } from "./athena-sql.ts";
import type { FileSet } from "./port.ts";

/** Values of partition columns that a query may have to look at, by column. */
export type Partitions = Readonly<Record<string, ReadonlySet<string>>>;

/** What of a dataset a query is to see. */
export interface Extent {
  readonly partitions: Partitions;
  /** `s3://` paths of files. @default - all files of the partitions. */
  readonly paths?: readonly string[];
}

/** The datasets by their names in the port. */
export const datasets: Readonly<Record<FileSet, Dataset>> = { bronze, silver };

// No bus, account or Region is called so; a table with injected partitions wants a value even where there is none.
const nothing = "-";
// The table's projection takes nothing but days.
const noDay = "19700101";

const names: Readonly<Record<FileSet, RegExp>> = { bronze: /\bbronze(_all)?\b/i, silver: /\bsilver\b/i };

/** The datasets that a statement reads. */
export const readBy = (statement: Statement): readonly FileSet[] =>
  (["bronze", "silver"] as const).filter((dataset) => mentions(statement, names[dataset]));

/** The port's views of a dataset over its table in a database of Glue, as WITH takes them. */
export function viewsOf(dataset: FileSet, database: string, extent: Extent): readonly string[] {
  const rows = `FROM "${database}"."${dataset}" WHERE ${conditionOf(datasets[dataset], extent)}`;
  return dataset === "silver"
    ? [`silver AS (SELECT metadata.uid AS metadata_uid, * ${rows})`]
    : [`bronze_all AS (SELECT * ${rows})`, "bronze AS (SELECT * FROM bronze_all WHERE outcome = 'keep')"];
}

/**
 * Which partitions, and which files in them. The tables project their partitions: Athena asks S3 for every one that the
 * condition leaves, and refuses a query that gives no value of a column that only data knows (a bus, an account).
 * Source: Athena user guide, "Use dynamic ID partitioning".
 */
function conditionOf({ partitions: columns }: Dataset, { partitions, paths }: Extent): string {
  const conditions = columns.map((column) => oneOf(column, [...(partitions[column] ?? [])].sort()));
  // A pseudo-column of Athena; it keeps files from being opened, as a partition column does.
  if (paths !== undefined && paths.length > 0) conditions.push(`"$path" IN (${paths.map(literal).join(", ")})`);
  return conditions.join(" AND ");
}

function oneOf(column: string, values: readonly string[]): string {
  if (column === "eventDay")
    return `eventday BETWEEN ${literal(values[0] ?? noDay)} AND ${literal(values.at(-1) ?? noDay)}`;
  if (column === "partition") return values.length === 0 ? '"partition" = 0' : `"partition" IN (${values.join(", ")})`;
  return `${column.toLowerCase()} IN (${(values.length === 0 ? [nothing] : values).map(literal).join(", ")})`;
}

/** The partitions that files lie in, by their paths below the dataset's prefix: `bus=b1/partition=0/0.parquet`. */
export function partitionsOf({ partitions: columns }: Dataset, files: readonly string[]): Partitions {
  const values = Object.fromEntries(columns.map((column) => [column, new Set<string>()]));
  for (const file of files)
    for (const part of file.split("/").slice(0, -1)) {
      const [column = "", value = ""] = part.split("=");
      values[column]?.add(value);
    }
  return values;
}
