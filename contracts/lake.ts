/** One column of a dataset: Parquet name and the type Athena and DuckDB read. */
export interface Column {
  readonly name: string;
  readonly type: "string" | "int" | "bigint" | "timestamp" | "struct";
  /** What it holds, with units. */
  readonly doc: string;
}

/** A dataset of the lake: where it lives, how it is cut, what a row is. */
export interface Dataset {
  readonly bucket: "bronze" | "silver" | "gold";
  /** Key prefix, ends with `/`. */
  readonly prefix: string;
  /** Partition columns, outermost first; they stand in the key as `name=value`. */
  readonly partitions: readonly string[];
  /** Rows of one file are sorted by this column. */
  readonly sortBy: string;
}

/** How an object is named after the position where it begins: a number of fixed width, so key order is its order. */
export const positionName = { digits: 20, suffix: ".parquet" } as const;
const padded = (offset: number): string => String(offset).padStart(positionName.digits, "0");

/** Every record that came over the bus, with how it ended; the raw event is unchanged. The source of every replay. */
export const bronze: Dataset = {
  bucket: "bronze",
  prefix: "security-events/",
  partitions: ["bus", "partition"],
  sortBy: "offset",
};

/** Columns of {@link bronze}. */
export const bronzeColumns: readonly Column[] = [
  { name: "offset", type: "bigint", doc: "offset on the bus, within `bus` and `partition`" },
  { name: "outcome", type: "string", doc: "keep, drop or dead-letter" },
  { name: "reason", type: "string", doc: "why it was dropped or dead-lettered; null when kept" },
  {
    name: "kind",
    type: "string",
    doc: "whose format the raw event has, `cloudtrail`; null when it came in no envelope",
  },
  { name: "event_id", type: "string", doc: "CloudTrail eventID; null when the event has none or could not be read" },
  { name: "source_key", type: "string", doc: "key of the object in the landing bucket" },
  { name: "source_index", type: "int", doc: "position inside that object, from 0" },
  { name: "received_at", type: "timestamp", doc: "when collect read it, UTC" },
  { name: "raw", type: "string", doc: "the event as it arrived, byte for byte; null for a dropped duplicate" },
];

/** Kept events as OCSF 1.5.0 API Activity (class 6003); a pure function of bronze. */
export const silver: Dataset = {
  bucket: "silver",
  prefix: "api_activity/",
  partitions: ["region", "accountId", "eventDay"],
  sortBy: "time",
};

/** Key prefix of the bronze objects of one bus partition, ends with `/`. */
export const bronzePrefix = (busId: string, partition: number): string =>
  `${bronze.prefix}bus=${busId}/partition=${partition}/`;

/** Key of the bronze object whose first record has this offset: writing it is both the claim and the commit of a batch. */
export const bronzeKey = (busId: string, partition: number, firstOffset: number): string =>
  `${bronzePrefix(busId, partition)}${padded(firstOffset)}${positionName.suffix}`;

/** Where an event day of one account and region lies in silver; `day` is `YYYYMMDD`, UTC. Ends with `/`. */
export const silverPrefix = (region: string, accountId: string, day: string): string =>
  `${silver.prefix}region=${region}/accountId=${accountId}/eventDay=${day}/`;

/** File name, under a {@link silverPrefix}, of what one bronze object contributes to that day. */
export const silverFile = (busId: string, partition: number, firstOffset: number): string =>
  `${busId}-${partition}-${padded(firstOffset)}${positionName.suffix}`;

/** Silver's days once they are over, in few large files; what questions about the past are cheap to ask of. */
export const closedDays: Dataset = { ...silver, bucket: "gold" };

/**
 * How much each account did where, a day; a pure function of silver. A day has a folder per Region and account, which
 * Athena reads together: a question need not name accounts.
 */
export const dailyActivity: Dataset = {
  bucket: "gold",
  prefix: "daily_activity/",
  partitions: ["eventDay"],
  sortBy: "calls",
};

/** Columns of {@link dailyActivity}: one row per account, Region, service, operation and outcome. */
export const dailyActivityColumns: readonly Column[] = [
  { name: "accountid", type: "string", doc: "whose activity it is" },
  { name: "region", type: "string", doc: "where it happened" },
  { name: "service", type: "string", doc: "who answered: `ec2.amazonaws.com`" },
  { name: "operation", type: "string", doc: "what was called" },
  { name: "status", type: "string", doc: "Success, Failure or Unknown" },
  { name: "calls", type: "bigint", doc: "events" },
  { name: "principals", type: "bigint", doc: "different callers, by ARN; within 2.3 % (approx_distinct)" },
  { name: "sources", type: "bigint", doc: "different addresses they called from; within 2.3 %" },
  { name: "first_seen", type: "bigint", doc: "milliseconds since 1970, UTC" },
  { name: "last_seen", type: "bigint", doc: "milliseconds since 1970, UTC" },
];

/** Prefix in the quarantine bucket below which collect keeps what it could not pass on. */
export const quarantinePrefix = "quarantine/";

/** Prefix in the bucket of access logs where load balancers write theirs, below AWS's own `AWSLogs/<account>/` layout. */
export const loadBalancerLogPrefix = "load-balancer";

/** Prefix in the landing bucket where AWS delivers VPC flow logs, below its own `AWSLogs/<account>/` layout. */
export const flowLogPrefix = "vpc-flow-logs/";

/** Prefix in the landing bucket where trails deliver, below CloudTrail's own `AWSLogs/<account or organisation>/` layout. */
export const trailPrefix = "cloudtrail/";

/**
 * What CloudTrail writes beside events: digests of its files, insights into their numbers, and empty objects in the place
 * of folders. It keeps this layout wherever its files are copied to.
 */
const besideEvents = /(^|\/)AWSLogs\/(.*\/)?(CloudTrail-(Digest|Insight)\/.*)?$/;

/**
 * Whether an object of the landing bucket is for collect. Flow logs wait there for a decoder of their own, and digests
 * for whoever doubts a file; S3 cannot leave a prefix out of a notification, so readers do.
 */
export const isCollected = (key: string): boolean => !key.startsWith(flowLogPrefix) && !besideEvents.test(key);

/**
 * How the events of a run ended: one row per `outcome` and `reason` with their number `n`, each source (an object of the
 * landing bucket and the position in it) counted once. `$1` is the prefix of the run's source keys.
 *
 * A source can lie in bronze several times: collect sends again what it could not sign for, and a new bus gets everything
 * anew. Then `keep` counts before `drop`, since the later copies of a kept event are dropped as duplicates of it; and
 * `drop` before `dead-letter`, since whoever was dropped was readable and is in the lake, and a dead letter of it tells
 * of a later look (its object was gone by then).
 */
export const outcomesOfSourcesSql = `
  SELECT outcome, reason, count(*) AS n
  FROM (
    SELECT outcome, reason, row_number() OVER (
      PARTITION BY source_key, source_index
      ORDER BY CASE outcome WHEN 'keep' THEN 0 WHEN 'drop' THEN 1 ELSE 2 END, reason
    ) AS place
    FROM bronze_all
    WHERE starts_with(source_key, $1)
  ) AS sources
  WHERE place = 1
  GROUP BY outcome, reason
  ORDER BY outcome, reason`;
