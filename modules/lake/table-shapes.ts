import { bronze, bronzeColumns, silver } from "../../contracts/lake.ts";
import { silverHiveColumns } from "../../contracts/ocsf/sql-types.ts";
import { topics } from "../../contracts/topics.ts";
import type { TableShape } from "./catalog-table.ts";
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

/** Table `silver`: OCSF 1.5.0 API Activity, nested as OCSF nests it. */
export const silverTable: TableShape = {
  name: "silver",
  dataset: silver,
  columns: silverHiveColumns.map(({ name, type, doc }) => ({ name, type, comment: doc })),
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
