import { bronze, silver } from "../../contracts/lake.ts";
import type { Permission, Platform } from "./platform.ts";

/** A permission on a resource, and why. */
type Wanted = readonly [action: string, on: string, why: string];

const url = /^athena:([^?]+)\?workgroup=(.+)$/;

/** The workgroups that environment variables name, as resources of policies. */
export function workgroupsIn(told: readonly string[], { place }: Platform): readonly string[] {
  return told.flatMap((value) => {
    const workgroup = url.exec(value)?.[2];
    return workgroup === undefined ? [] : [`arn:aws:athena:${place.region}:${place.account}:workgroup/${workgroup}`];
  });
}

/**
 * What Athena does with the permissions of whoever starts a statement over bronze and silver. Source: Athena user guide,
 * "Access to databases and tables in the AWS Glue Data Catalog" and "Access to Amazon S3".
 */
export function besideStatement(told: readonly string[], platform: Platform): readonly Wanted[] {
  const [, database, workgroup] = told.map((value) => url.exec(value)).find((found) => found !== null) ?? [];
  if (database === undefined) return [];
  const { region, account } = platform.place;
  const glue = (what: string): string => `arn:aws:glue:${region}:${account}:${what}`;
  const tables = ["bronze", "silver"].map((name) => `table/${database}/${name}`);
  const catalog = ["catalog", "database/default", `database/${database}`, ...tables].map(glue);
  const results = resultsOf(platform, workgroup);
  const buckets = ["aws_s3_bucket.bucket_bronze", "aws_s3_bucket.bucket_silver", results.bucket];
  const [bronzeFiles, silverFiles] = [`${buckets[0]}/${bronze.prefix}*`, `${buckets[1]}/${silver.prefix}*`];
  return [
    ["athena:GetDataCatalog", `arn:aws:athena:${region}:${account}:datacatalog/AwsDataCatalog`, "where the tables are"],
    ...catalog.flatMap((on): Wanted[] => [
      ["glue:GetDatabase", on, "Athena looks the database up"],
      ["glue:GetTable", on, "Athena looks the table up"],
    ]),
    ...buckets.map((on): Wanted => ["s3:GetBucketLocation", on, "Athena finds out where a bucket is"]),
    ...[bronzeFiles, silverFiles].map((on): Wanted => ["s3:GetObject", on, "Athena reads the files of a table"]),
    ["s3:PutObject", results.objects, "Athena writes the answer"],
    ["s3:GetObject", results.objects, "Athena hands the answer out"],
  ];
}

/** Where answers of a workgroup are written. */
function resultsOf(platform: Platform, address: string | undefined): { bucket: string; objects: Permission } {
  const { has } = platform.of("aws_athena_workgroup").find((one) => one.address === address) ?? {};
  const { result_configuration: to } = (has?.["configuration"] ?? {}) as {
    result_configuration: { output_location: string };
  };
  const [, bucket = "", prefix = ""] = /^s3:\/\/([^/]+)\/(.*)$/.exec(platform.plain(to.output_location)) ?? [];
  return { bucket, objects: `${bucket}/${prefix}*` };
}
