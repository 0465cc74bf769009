import { closedDays, type Dataset, dailyActivity, silver } from "../../contracts/lake.ts";
import { silverHiveColumns } from "../../contracts/ocsf/sql-types.ts";

/**
 * What the nightly jobs write for one account, Region and day: rows of a dataset of gold. In texts `{region}`,
 * `{account}` and `{day}` stand for the three.
 */
export interface NightlyDataset {
  readonly dataset: Dataset;
  /** Where they lie in gold, ends with `/`. */
  readonly folder: string;
  /** Athena SQL. */
  readonly query: string;
}

/** Folder of a day of silver, and of what is cut like it. */
export const dayFolder = ({ prefix, partitions: [region, account, day] }: Dataset): string =>
  `${prefix}${region}={region}/${account}={account}/${day}={day}/`;

const [activityDay] = dailyActivity.partitions;
const where = "where region = '{region}' and accountid = '{account}' and eventday = '{day}'";
const columns = silverHiveColumns.map(({ name }) => `"${name}"`).join(", ");

/** In the order they are written: the second reads the first. */
export const nightly: readonly NightlyDataset[] = [
  {
    dataset: closedDays,
    folder: dayFolder(closedDays),
    query: `select ${columns} from silver ${where} order by "${silver.sortBy}"`,
  },
  {
    dataset: dailyActivity,
    folder: `${dailyActivity.prefix}${activityDay}={day}/region={region}/accountId={account}/`,
    query: `select accountid, region, api.service.name service, api.operation operation, coalesce(status, 'Unknown') status, count(*) calls, approx_distinct(actor.user.uid) principals, approx_distinct(src_endpoint.ip) sources, min(time) first_seen, max(time) last_seen from silver_closed ${where} group by 1, 2, 3, 4, 5 order by calls desc`,
  },
];

/** Writes the rows of a query as Parquet; Athena refuses a place that is not empty. Source: Athena user guide, "UNLOAD". */
export const unload = (query: string, to: string): string =>
  `unload (${query}) to '${to}' with (format = 'PARQUET', compression = 'ZSTD')`;
