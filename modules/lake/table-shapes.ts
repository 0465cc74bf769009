import {
  bronze,
  bronzeColumns,
  closedDays,
  type Dataset,
  dailyActivity,
  dailyActivityColumns,
  flowLogPrefix,
  silver,
} from "../../contracts/lake.ts";
import { silverHiveColumns } from "../../contracts/ocsf/sql-types.ts";
import { topics } from "../../contracts/topics.ts";
import type { ProjectedPartition, TableShape } from "./catalog-table.ts";
import { awsRegions } from "./regions.ts";

const firstDay = /* the first day CloudTrail could have been on in any account */ "20131113";

const region: ProjectedPartition = {
  name: "region",
  type: "string",
  projection: { type: "enum", values: awsRegions.join(",") },
};
// Accounts are not known beforehand: a query has to give one, `where accountid = '…'`.
const account: ProjectedPartition = { name: "accountid", type: "string", projection: { type: "injected" } };
const day = (format: string, first: string): ProjectedPartition => ({
  name: "eventday",
  type: "string",
  projection: { type: "date", format, range: `${first},NOW`, interval: "1", "interval.unit": "DAYS" },
});

// The key spells a partition as the dataset does; Athena knows columns in lower case.
const parquet = (dataset: Dataset, partitions: readonly ProjectedPartition[]) =>
  ({
    bucket: dataset.bucket,
    prefix: dataset.prefix,
    below: dataset.partitions.map((name, i) => `${name}={${partitions[i]?.name}}/`).join(""),
    format: { kind: "parquet" },
    partitions,
  }) as const;

const byDay = [region, account, day("yyyyMMdd", firstDay)];
const silverColumns = silverHiveColumns.map(({ name, type, doc }) => ({ name, type, comment: doc }));

/** Table `bronze`: every record of the bus with how it ended. */
const bronzeTable: TableShape = {
  name: "bronze",
  doc: "Every record that came over the bus, as it arrived, with how it ended",
  columns: bronzeColumns.map(({ name, type, doc }) => ({ name, type, comment: doc })),
  ...parquet(bronze, [
    // A bus id is a random name: a query has to give it, `where bus = '…'`.
    { name: "bus", type: "string", projection: { type: "injected" } },
    {
      name: "partition",
      type: "int",
      projection: { type: "integer", range: `0,${topics.securityEvents.partitions - 1}` },
    },
  ]),
};

/** Table `silver`: OCSF 1.5.0 API Activity, nested as OCSF nests it. */
const silverTable: TableShape = {
  name: "silver",
  doc: "Kept events as OCSF 1.5.0 API Activity",
  columns: silverColumns,
  ...parquet(silver, byDay),
};

/** Table `silver_closed`: the same, of days that are over, in files that are cheap to read. */
const closedTable: TableShape = {
  name: "silver_closed",
  doc: "Silver of the days that are over, compacted every night",
  columns: silverColumns,
  ...parquet(closedDays, byDay),
};

/** Table `daily_activity`: what pages and reports ask for. */
const activityTable: TableShape = {
  name: "daily_activity",
  doc: "Calls a day by account, Region, service, operation and outcome",
  columns: dailyActivityColumns.map(({ name, type, doc }) => ({ name, type, comment: doc })),
  ...parquet(dailyActivity, [day("yyyyMMdd", firstDay)]),
};

// The fields of the default format, in its order. Source: VPC user guide, "Flow log records".
const flowLogFields = [
  ["version", "int"],
  ["account_id", "string"],
  ["interface_id", "string"],
  ["srcaddr", "string"],
  ["dstaddr", "string"],
  ["srcport", "int"],
  ["dstport", "int"],
  ["protocol", "bigint"],
  ["packets", "bigint"],
  ["bytes", "bigint"],
  ["start", "bigint"],
  ["end", "bigint"],
  ["action", "string"],
  ["log_status", "string"],
] as const;

/** Table `vpc_flow_logs`: who talked to whom, as AWS delivers it; only as far back as landing keeps it. */
const flowLogTable: TableShape = {
  name: "vpc_flow_logs",
  doc: "VPC flow logs as AWS delivers them, for as long as the landing bucket keeps them",
  bucket: "landing",
  prefix: flowLogPrefix,
  below: "AWSLogs/{accountid}/vpcflowlogs/{region}/{eventday}/",
  format: { kind: "spaced-text" },
  columns: flowLogFields.map(([name, type]) => ({ name, type })),
  partitions: [region, account, day("yyyy/MM/dd", "2015/06/10")],
};

/** Every table of the catalog, in the order data flows. */
export const tableShapes: readonly TableShape[] = [bronzeTable, flowLogTable, silverTable, closedTable, activityTable];
