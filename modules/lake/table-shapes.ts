import { bronze, bronzeColumns, silver } from "../../contracts/lake.ts";
import { topics } from "../../contracts/topics.ts";
import type { HiveColumn, TableShape } from "./catalog-table.ts";
import { awsRegions } from "./regions.ts";

const day = /* the first day CloudTrail could have been on in any account */ "20131113";

/** Table `bronze`: every record of the bus with how it ended. */
export const bronzeTable: TableShape = {
  name: "bronze",
  dataset: bronze,
  columns: bronzeColumns.map(({ name, type, doc }) => ({ name, type, comment: doc })),
  partitions: [
    // A bus id is a random name: a query has to give it, `where bus = '…'`.
    { name: "bus", type: "string", projection: { type: "injected" } },
    {
      name: "partition",
      type: "int",
      projection: { type: "integer", range: `0,${topics.securityEvents.partitions - 1}` },
    },
  ],
};

const column = (name: string, type: string, comment: string): HiveColumn => ({ name, type, comment });

/** Table `silver`: OCSF 1.5.0 API Activity; the columns that every reader needs, nested as OCSF nests them. */
export const silverTable: TableShape = {
  name: "silver",
  dataset: silver,
  columns: [
    column("time", "bigint", "when it happened, milliseconds since 1970, UTC"),
    column("class_uid", "int", "6003"),
    column("activity_id", "int", "1 create, 2 read, 3 update, 4 delete, 99 other"),
    column("severity_id", "int", "1 informational to 6 fatal"),
    column("status_id", "int", "1 success, 2 failure"),
    column("metadata", "struct<uid:string,version:string>", "uid is CloudTrail's eventID"),
    column("api", "struct<operation:string,service:struct<name:string>>", "what was called"),
    column("actor", "struct<user:struct<name:string,uid:string,type:string>>", "who called"),
    column("src_endpoint", "struct<ip:string,domain:string>", "from where"),
    column("cloud", "struct<provider:string,region:string,account:struct<uid:string>>", "in which account and Region"),
  ],
  partitions: [
    { name: "region", type: "string", projection: { type: "enum", values: awsRegions.join(",") } },
    // Accounts are not known beforehand: a query has to give one, `where accountid = '…'`.
    { name: "accountid", type: "string", projection: { type: "injected" } },
    {
      name: "eventday",
      type: "string",
      projection: {
        type: "date",
        format: "yyyyMMdd",
        range: `${day},NOW`,
        interval: "1",
        "interval.unit": "DAYS",
      },
    },
  ],
};
