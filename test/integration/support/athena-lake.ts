import { AthenaClient, CreateWorkGroupCommand } from "@aws-sdk/client-athena";
import { CreateDatabaseCommand, CreateTableCommand, GlueClient } from "@aws-sdk/client-glue";
import { CreateBucketCommand, S3Client } from "@aws-sdk/client-s3";
import { awsClient } from "../../../adapters/aws/client.ts";
import { openLake } from "../../../adapters/query/open.ts";
import type { Query } from "../../../adapters/query/port.ts";
import { tableShapes } from "../../../modules/lake/table-shapes.ts";

/** The buckets of a lake of a test's. */
export const bucketsOf = (lake: string) => ({ bronzeBucket: `${lake}-bronze`, silverBucket: `${lake}-silver` });

/** Opens a lake whose tables {@link makeLake} made. */
export const openAthenaLake = (lake: string): Promise<Query> =>
  openLake(`athena:${lake}?workgroup=test`, bucketsOf(lake));

/** The workgroup of the tests, and where its results go. */
export async function makeWorkgroup(): Promise<void> {
  await awsClient(S3Client).send(new CreateBucketCommand({ Bucket: "results" }));
  const ResultConfiguration = { OutputLocation: "s3://results/athena/test/" };
  await awsClient(AthenaClient).send(
    new CreateWorkGroupCommand({ Name: "test", Configuration: { ResultConfiguration } }),
  );
}

/** The tables that an environment's catalog has, with the buckets of a lake of the test's. */
export async function makeLake(lake: string): Promise<void> {
  const [s3, glue] = [awsClient(S3Client), awsClient(GlueClient)];
  const buckets: Readonly<Record<string, string>> = { bronze: `${lake}-bronze`, silver: `${lake}-silver` };
  for (const bucket of Object.values(buckets)) await s3.send(new CreateBucketCommand({ Bucket: bucket }));
  await glue.send(new CreateDatabaseCommand({ DatabaseInput: { Name: lake } }));
  for (const { name, bucket, prefix, columns, partitions } of tableShapes.filter(({ name }) => name in buckets)) {
    const shape = <T extends { name: string; type: string }>(of: readonly T[]) =>
      of.map(({ name, type }) => ({ Name: name, Type: type }));
    const StorageDescriptor = { Location: `s3://${buckets[bucket]}/${prefix}`, Columns: shape(columns) };
    const Parameters = { classification: "parquet" };
    const TableInput = { Name: name, PartitionKeys: shape(partitions), StorageDescriptor, Parameters };
    await glue.send(new CreateTableCommand({ DatabaseName: lake, TableInput }));
  }
}
