import {
  AthenaClient,
  CreatePreparedStatementCommand,
  DeletePreparedStatementCommand,
  UpdateWorkGroupCommand,
} from "@aws-sdk/client-athena";
import {
  CreateTableCommand,
  DeleteTableCommand,
  GetTableCommand,
  GlueClient,
  type TableInput,
  UpdateTableCommand,
} from "@aws-sdk/client-glue";
import type { Environment } from "../../../environments/environment.ts";
import { changed, deleted, type Hand, type Mutation, unmanaged } from "../mutation.ts";

const database = "aws_glue_catalog_database.glue_database";
const workgroup = "aws_athena_workgroup.catalog_workgroup";
const statement = "aws_athena_prepared_statement.catalog_root-activity-prepared";

/** Glue and Athena: what the lake looks like, and what a query may cost. */
export const catalogMutations = (env: Environment): readonly Mutation[] => [
  {
    name: "a table read from elsewhere",
    expect: [changed("aws_glue_catalog_table.glue_table_daily_activity", "storage_descriptor[0].location")],
    async apply(hand) {
      const was = await tableOf(hand, "daily_activity");
      const put = (TableInput: TableInput) =>
        hand.client(GlueClient).send(new UpdateTableCommand({ DatabaseName: hand.held(database, "name"), TableInput }));
      await put({ ...was, StorageDescriptor: { ...was.StorageDescriptor, Location: "s3://elsewhere/" } });
      return () => put(was);
    },
  },
  {
    name: "a column taken away",
    expect: [changed("aws_glue_catalog_table.glue_table_bronze", "storage_descriptor[0].columns")],
    async apply(hand) {
      const was = await tableOf(hand, "bronze");
      const put = (TableInput: TableInput) =>
        hand.client(GlueClient).send(new UpdateTableCommand({ DatabaseName: hand.held(database, "name"), TableInput }));
      const Columns = was.StorageDescriptor?.Columns?.slice(1);
      await put({ ...was, StorageDescriptor: { ...was.StorageDescriptor, Columns } });
      return () => put(was);
    },
  },
  {
    name: "a table of the lake made by hand",
    expect: [unmanaged("aws_glue_catalog_table", ":by_hand")],
    async apply({ client, held }) {
      const DatabaseName = held(database, "name");
      await client(GlueClient).send(new CreateTableCommand({ DatabaseName, TableInput: { Name: "by_hand" } }));
      return () => client(GlueClient).send(new DeleteTableCommand({ DatabaseName, Name: "by_hand" }));
    },
  },
  {
    name: "queries may read more",
    expect: [changed(workgroup, "configuration[0].bytes_scanned_cutoff_per_query")],
    async apply({ client, held }) {
      const put = (BytesScannedCutoffPerQuery: number) =>
        client(AthenaClient).send(
          new UpdateWorkGroupCommand({
            WorkGroup: held(workgroup, "name"),
            ConfigurationUpdates: { BytesScannedCutoffPerQuery },
          }),
        );
      await put(1_000_000_000_000);
      return () => put(env.lake.scanLimitGib * 1024 ** 3);
    },
  },
  {
    name: "a prepared statement deleted",
    expect: [deleted(statement)],
    async apply({ client, held }) {
      const at = { WorkGroup: held(statement, "workgroup"), StatementName: held(statement, "name") };
      await client(AthenaClient).send(new DeletePreparedStatementCommand(at));
      return () =>
        client(AthenaClient).send(
          new CreatePreparedStatementCommand({
            ...at,
            QueryStatement: held(statement, "query_statement"),
            Description: held(statement, "description"),
          }),
        );
    },
  },
];

/** A table as Glue takes it back: what it answers beside that it does not take. */
async function tableOf({ client, held }: Hand, Name: string): Promise<TableInput> {
  const { Table } = await client(GlueClient).send(new GetTableCommand({ DatabaseName: held(database, "name"), Name }));
  const { Description, Owner, Retention, StorageDescriptor, PartitionKeys, TableType, Parameters } = Table ?? {};
  return { Name, Description, Owner, Retention, StorageDescriptor, PartitionKeys, TableType, Parameters };
}
