import { type Column, dailyActivity, dailyActivityColumns } from "../../contracts/lake.ts";

/** How far back the pages look: what fits a page, and costs cents. */
const days = 90;

/** What the pages show of gold. */
const shown = ["accountid", "region", "service", "operation", "status", "calls", "principals"];

interface QuickSightColumn {
  readonly name: string;
  readonly type: "STRING" | "INTEGER" | "DATETIME";
}

const typeOf = ({ type }: Column): QuickSightColumn["type"] => (type === "bigint" ? "INTEGER" : "STRING");

/** Columns of the data set. */
export const activityColumns: readonly QuickSightColumn[] = [
  { name: "day", type: "DATETIME" },
  ...dailyActivityColumns.filter(({ name }) => shown.includes(name)).map((c) => ({ name: c.name, type: typeOf(c) })),
];

/** The data set's query. The partition column stands bare in the condition, or Athena would read every day there is. */
export function activitySql(database: string): string {
  const eventDay = String(dailyActivity.partitions[0]).toLowerCase();
  const from = `date_format(current_timestamp - interval '${days}' day, '%Y%m%d')`;
  return `select date_parse(${eventDay}, '%Y%m%d') day, ${shown.join(", ")} from "${database}".daily_activity where ${eventDay} >= ${from}`;
}
