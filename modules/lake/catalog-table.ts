import { GlueCatalogTable } from "@cdktf/provider-aws/lib/glue-catalog-table/index.js";
import { Construct } from "constructs";
import type { Dataset } from "../../contracts/lake.ts";
import type { BucketOutputs } from "./bucket.ts";

/** A column as Hive spells it. */
interface HiveColumn {
  readonly name: string;
  /** Hive type: `string`, `bigint`, `struct<uid:string>`. */
  readonly type: string;
  readonly comment?: string;
}

/** A partition column and how Athena finds its values without asking Glue. */
interface ProjectedPartition {
  readonly name: string;
  readonly type: "string" | "int";
  /** Athena's projection settings, without the `projection.<column>.` prefix. */
  readonly projection: Readonly<Record<string, string>>;
}

/** What a table of the catalog looks like. */
export interface TableShape {
  readonly name: string;
  readonly dataset: Dataset;
  readonly columns: readonly HiveColumn[];
  /** In the order of the dataset's partitions. */
  readonly partitions: readonly ProjectedPartition[];
}

/** A Parquet table of the catalog. */
export interface CatalogTableProps {
  readonly database: string;
  readonly bucket: BucketOutputs;
  readonly shape: TableShape;
}

const hive = "org.apache.hadoop.hive.ql.io.parquet";

/** An external Parquet table with partition projection: a new day or account is queryable without a crawler. */
export class CatalogTable extends Construct {
  constructor(scope: Construct, id: string, { database, bucket, shape }: CatalogTableProps) {
    super(scope, id);
    const location = `s3://${bucket.name}/${shape.dataset.prefix}`;
    const table = new GlueCatalogTable(this, "table", {
      name: shape.name,
      databaseName: database,
      tableType: "EXTERNAL_TABLE",
      parameters: {
        EXTERNAL: "TRUE",
        classification: "parquet",
        "projection.enabled": "true",
        ...projections(shape.partitions),
        "storage.location.template": `${location}${template(shape)}`,
      },
      partitionKeys: shape.partitions.map(({ name, type }) => ({ name, type })),
      storageDescriptor: {
        location,
        inputFormat: `${hive}.MapredParquetInputFormat`,
        outputFormat: `${hive}.MapredParquetOutputFormat`,
        serDeInfo: { serializationLibrary: `${hive}.serde.ParquetHiveSerDe` },
        columns: shape.columns.map((c) => ({ ...c })),
      },
    });
    table.overrideLogicalId(`glue_table_${shape.name}`);
  }
}

const projections = (partitions: readonly ProjectedPartition[]): Record<string, string> =>
  Object.fromEntries(
    partitions.flatMap(({ name, projection }) =>
      Object.entries(projection).map(([key, value]) => [`projection.${name}.${key}`, value]),
    ),
  );

// The key spells the partition as the dataset does; Athena knows columns in lower case. The doubled dollar keeps
// Terraform from reading the placeholder as its own.
const template = ({ dataset, partitions }: TableShape): string =>
  dataset.partitions.map((name, i) => `${name}=$\${${partitions[i]?.name}}/`).join("");
