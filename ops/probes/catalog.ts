import { GetTablesCommand, GlueClient } from "@aws-sdk/client-glue";
import { orAbsent, probe } from "./look.ts";
import { durable } from "./manifest.ts";

/** A table of the Glue catalogue. */
export interface CatalogTable {
  readonly name: string;
  /** `s3://bucket/prefix/`. */
  readonly location: string;
  readonly columns: number;
  /** Partition columns, outermost first. */
  readonly partitions: readonly string[];
}

/** The environment's database and its tables; `tables` is undefined when there is no such database. */
export const catalog = probe(
  async (look): Promise<{ readonly database: string; readonly tables: readonly CatalogTable[] | undefined }> => {
    const { database } = await durable(look);
    const answer = await orAbsent(look.client(GlueClient).send(new GetTablesCommand({ DatabaseName: database })));
    const tables = answer?.TableList?.map((t) => ({
      name: t.Name ?? "?",
      location: t.StorageDescriptor?.Location ?? "",
      columns: t.StorageDescriptor?.Columns?.length ?? 0,
      partitions: (t.PartitionKeys ?? []).map((p) => p.Name ?? "?"),
    }));
    return { database, tables };
  },
);
