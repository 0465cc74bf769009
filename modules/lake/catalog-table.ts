import {
  GlueCatalogTable,
  type GlueCatalogTableStorageDescriptor,
} from "@cdktf/provider-aws/lib/glue-catalog-table/index.js";
import { Construct } from "constructs";
import type { DataBucket } from "../../contracts/names.ts";
import type { BucketOutputs } from "./bucket.ts";

/** A column as Hive spells it. */
interface HiveColumn {
  readonly name: string;
  /** Hive type: `string`, `bigint`, `struct<uid:string>`. */
  readonly type: string;
  readonly comment?: string;
}

/** A partition column and how Athena finds its values without asking Glue. */
export interface ProjectedPartition {
  readonly name: string;
  readonly type: "string" | "int";
  /** Athena's projection settings, without the `projection.<column>.` prefix. */
  readonly projection: Readonly<Record<string, string>>;
}

/** How the files of a table are written. */
export type TableFormat =
  | { readonly kind: "parquet" }
  /** A header line, then values between single spaces; gzip is recognised by the file's name. */
  | { readonly kind: "spaced-text" };

/** What a table of the catalog looks like. */
export interface TableShape {
  readonly name: string;
  /** What a row is, for whoever browses the catalog. */
  readonly doc: string;
  readonly bucket: DataBucket;
  /** Ends with `/`. */
  readonly prefix: string;
  /** Where a partition lies below the prefix, ends with `/`; `{region}` stands for the partition column's value. */
  readonly below: string;
  readonly format: TableFormat;
  readonly columns: readonly HiveColumn[];
  readonly partitions: readonly ProjectedPartition[];
}

/** A table of the catalog. */
export interface CatalogTableProps {
  readonly database: string;
  readonly bucket: BucketOutputs;
  readonly shape: TableShape;
}

/** An external table with partition projection: a new day or account is queryable without a crawler. */
export class CatalogTable extends Construct {
  constructor(scope: Construct, id: string, { database, bucket, shape }: CatalogTableProps) {
    super(scope, id);
    const location = `s3://${bucket.name}/${shape.prefix}`;
    const { classification, ...files } = formats[shape.format.kind];
    const table = new GlueCatalogTable(this, "table", {
      name: shape.name,
      databaseName: database,
      description: shape.doc,
      tableType: "EXTERNAL_TABLE",
      parameters: {
        EXTERNAL: "TRUE",
        ...classification,
        "projection.enabled": "true",
        ...projections(shape.partitions),
        "storage.location.template": `${location}${template(shape.below)}`,
      },
      partitionKeys: shape.partitions.map(({ name, type }) => ({ name, type })),
      storageDescriptor: { location, ...files, columns: shape.columns.map((c) => ({ ...c })) },
    });
    table.overrideLogicalId(`glue_table_${shape.name}`);
  }
}

const hive = "org.apache.hadoop.hive";

type Files = Pick<GlueCatalogTableStorageDescriptor, "inputFormat" | "outputFormat" | "serDeInfo">;
const formats: Record<TableFormat["kind"], Files & { readonly classification: Record<string, string> }> = {
  parquet: {
    classification: { classification: "parquet" },
    inputFormat: `${hive}.ql.io.parquet.MapredParquetInputFormat`,
    outputFormat: `${hive}.ql.io.parquet.MapredParquetOutputFormat`,
    serDeInfo: { serializationLibrary: `${hive}.ql.io.parquet.serde.ParquetHiveSerDe` },
  },
  "spaced-text": {
    classification: { classification: "csv", "skip.header.line.count": "1" },
    inputFormat: "org.apache.hadoop.mapred.TextInputFormat",
    outputFormat: `${hive}.ql.io.HiveIgnoreKeyTextOutputFormat`,
    serDeInfo: {
      serializationLibrary: `${hive}.serde2.lazy.LazySimpleSerDe`,
      parameters: { "field.delim": " ", "serialization.format": " " },
    },
  },
};

const projections = (partitions: readonly ProjectedPartition[]): Record<string, string> =>
  Object.fromEntries(
    partitions.flatMap(({ name, projection }) =>
      Object.entries(projection).map(([key, value]) => [`projection.${name}.${key}`, value]),
    ),
  );

// The doubled dollar keeps Terraform from reading the placeholder as its own.
const template = (below: string): string => below.replaceAll("{", () => "$${");
