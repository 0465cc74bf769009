import { bronze, bronzeColumns, type Column, silver } from "../../contracts/lake.ts";
import { silverDuckdbColumns } from "../../contracts/ocsf/sql-types.ts";

/** An empty table that stands for a dataset's columns. */
export interface TableShape {
  readonly name: string;
  /** Column definitions of CREATE TABLE. */
  readonly columns: string;
  /** DuckDB's `hive_types`: what the partition columns are, never guessed (an account id is no number). */
  readonly partitionTypes: string;
}

const types: Record<Exclude<Column["type"], "struct">, string> = {
  string: "VARCHAR",
  int: "INTEGER",
  bigint: "BIGINT",
  timestamp: "TIMESTAMP",
};

const quoted = (name: string): string => `"${name.replaceAll('"', '""')}"`;
const define = (columns: readonly (readonly [string, string])[]): string =>
  columns.map(([name, type]) => `${quoted(name)} ${type}`).join(", ");
const hive = (columns: readonly (readonly [string, string])[]): string =>
  `{${columns.map(([name, type]) => `'${name}': ${type}`).join(", ")}}`;

const bronzePartitions = bronze.partitions.map((name) => [name, name === "partition" ? "INTEGER" : "VARCHAR"] as const);
const silverPartitions = silver.partitions.map((name) => [name, "VARCHAR"] as const);

/** Columns of bronze. */
export const bronzeTable: TableShape = {
  name: "bronze_columns",
  columns: define([
    ...bronzeColumns.map(({ name, type }) => [name, type === "struct" ? "JSON" : types[type]] as const),
    ...bronzePartitions,
  ]),
  partitionTypes: hive(bronzePartitions),
};

/** Columns of silver. */
export const silverTable: TableShape = {
  name: "silver_columns",
  columns: define([...silverDuckdbColumns.map(({ name, type }) => [name, type] as const), ...silverPartitions]),
  partitionTypes: hive(silverPartitions),
};
