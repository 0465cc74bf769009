import { ListObjectsV2Command, type ListObjectsV2CommandOutput, type S3Client } from "@aws-sdk/client-s3";
import type { Dataset } from "../../contracts/lake.ts";
import { type Partitions, partitionsOf } from "./athena-views.ts";

/** Where a dataset lies in S3. */
export interface Place {
  readonly bucket: string;
  readonly dataset: Dataset;
}

/** Every page of a list; with a delimiter, folders instead of what is in them. */
async function* pages(s3: S3Client, bucket: string, prefix: string, delimiter?: string) {
  let token: string | undefined;
  do {
    const page: ListObjectsV2CommandOutput = await s3.send(
      new ListObjectsV2Command({
        Bucket: bucket,
        Prefix: prefix,
        ...(delimiter === undefined ? {} : { Delimiter: delimiter }),
        ...(token === undefined ? {} : { ContinuationToken: token }),
      }),
    );
    yield page;
    token = page.IsTruncated === true ? page.NextContinuationToken : undefined;
  } while (token !== undefined);
}

/** Files of a dataset, relative to its prefix, in order. */
export async function filesIn(s3: S3Client, { bucket, dataset: { prefix } }: Place): Promise<readonly string[]> {
  const found: string[] = [];
  for await (const { Contents = [] } of pages(s3, bucket, prefix))
    for (const { Key = "" } of Contents) if (Key.endsWith(".parquet")) found.push(Key.slice(prefix.length));
  return found;
}

/** The partitions that a dataset has now; a list of folders for each folder above the last. */
export async function partitionsIn(s3: S3Client, { bucket, dataset }: Place): Promise<Partitions> {
  let folders: readonly string[] = [dataset.prefix];
  for (const _ of dataset.partitions)
    folders = (await Promise.all(folders.map((folder) => foldersIn(s3, bucket, folder)))).flat();
  return partitionsOf(
    dataset,
    folders.map((folder) => folder.slice(dataset.prefix.length)),
  );
}

async function foldersIn(s3: S3Client, bucket: string, prefix: string): Promise<readonly string[]> {
  const found: string[] = [];
  for await (const { CommonPrefixes = [] } of pages(s3, bucket, prefix, "/"))
    found.push(...CommonPrefixes.map(({ Prefix = "" }) => Prefix));
  return found;
}
