import { type SilverType, silverFields } from "./silver.ts";

/** A column of silver as a query engine declares it. */
export interface SqlColumn {
  readonly name: string;
  readonly type: string;
  readonly doc: string;
}

type Leaf = Extract<SilverType, string>;
interface Dialect {
  readonly leaves: Readonly<Record<Leaf, string>>;
  readonly struct: (fields: readonly (readonly [string, string])[]) => string;
  readonly list: (element: string) => string;
}

const duckdb: Dialect = {
  leaves: {
    string: "VARCHAR",
    json: "VARCHAR",
    int: "INTEGER",
    bigint: "BIGINT",
    boolean: "BOOLEAN",
    timestamp: "TIMESTAMP",
  },
  struct: (fields) => `STRUCT(${fields.map(([name, type]) => `"${name}" ${type}`).join(", ")})`,
  list: (element) => `${element}[]`,
};

const hive: Dialect = {
  leaves: {
    string: "string",
    json: "string",
    int: "int",
    bigint: "bigint",
    boolean: "boolean",
    timestamp: "timestamp",
  },
  struct: (fields) => `struct<${fields.map(([name, type]) => `${name}:${type}`).join(",")}>`,
  list: (element) => `array<${element}>`,
};

function typeIn(dialect: Dialect, type: SilverType): string {
  if (typeof type === "string") return dialect.leaves[type];
  if ("list" in type) return dialect.list(typeIn(dialect, type.list));
  return dialect.struct(Object.entries(type.struct).map(([name, field]) => [name, typeIn(dialect, field.type)]));
}

const columnsIn = (dialect: Dialect): readonly SqlColumn[] =>
  Object.entries(silverFields).map(([name, { type, doc }]) => ({ name, type: typeIn(dialect, type), doc }));

/** The columns of silver in DuckDB's types. */
export const silverDuckdbColumns = columnsIn(duckdb);

/** The columns of silver in Hive's types, as Glue and Athena take them. */
export const silverHiveColumns = columnsIn(hive);
