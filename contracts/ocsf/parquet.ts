import { type SilverField, type SilverFields, type SilverType, silverFields } from "./silver.ts";

/**
 * An element of a Parquet schema, depth first. Source: the Apache Parquet format, `SchemaElement` of parquet.thrift; the
 * names are those of the JavaScript writers and readers of Parquet.
 */
export interface ParquetElement {
  readonly name: string;
  readonly type?: "BYTE_ARRAY" | "INT32" | "INT64" | "BOOLEAN";
  readonly repetition_type?: "REQUIRED" | "OPTIONAL" | "REPEATED";
  readonly converted_type?: "UTF8" | "TIMESTAMP_MILLIS" | "LIST";
  readonly num_children?: number;
}

const leaves = {
  string: { type: "BYTE_ARRAY", converted_type: "UTF8" },
  json: { type: "BYTE_ARRAY", converted_type: "UTF8" },
  int: { type: "INT32" },
  bigint: { type: "INT64" },
  boolean: { type: "BOOLEAN" },
  timestamp: { type: "INT64", converted_type: "TIMESTAMP_MILLIS" },
} as const;

function elementsOf(name: string, type: SilverType, required: boolean): ParquetElement[] {
  const head = { name, repetition_type: required ? ("REQUIRED" as const) : ("OPTIONAL" as const) };
  if (typeof type === "string") return [{ ...head, ...leaves[type] }];
  if ("struct" in type) return [{ ...head, num_children: Object.keys(type.struct).length }, ...childrenOf(type.struct)];
  // A list takes three levels in Parquet, whose inner names the format fixes.
  return [
    { ...head, converted_type: "LIST", num_children: 1 },
    { name: "list", repetition_type: "REPEATED", num_children: 1 },
    ...elementsOf("element", type.list, false),
  ];
}

const childrenOf = (fields: SilverFields): ParquetElement[] =>
  Object.entries(fields).flatMap(([name, field]: [string, SilverField]) =>
    elementsOf(name, field.type, field.required),
  );

/** The Parquet schema of a silver file, root first. */
export const silverSchema: readonly ParquetElement[] = [
  { name: "silver", num_children: Object.keys(silverFields).length },
  ...childrenOf(silverFields),
];
