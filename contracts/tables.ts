/** Keys of a DynamoDB table (or of its embedded stand-in). */
export interface TableContract {
  readonly name: string;
  /** Attribute that holds the partition key, always a string. */
  readonly partitionKey: string;
  /** Attribute that holds the sort key, always a string. */
  readonly sortKey?: string;
  /** Other ways to ask, by the index's name. Items without its key attributes are not in it. @default - none. */
  readonly indexes?: Readonly<Record<string, IndexContract>>;
  /** Attribute with the second (since 1970) after which the item goes. @default - items stay for ever. */
  readonly expiresBy?: string;
  /** What the platform's roles may do with it, by the name that metrics have it by. @default - nothing: nobody asks yet. */
  readonly operations?: readonly TableOperation[];
  /** Changes can be followed for 24 hours, with the item before and after. @default - false. */
  readonly stream?: boolean;
}

/** An operation of DynamoDB on items, as CloudWatch has it in the dimension `Operation`. */
export type TableOperation = "BatchGetItem" | "BatchWriteItem" | "GetItem";

/** A global secondary index; it lags behind its table, seldom by more than a second. */
export interface IndexContract {
  readonly partitionKey: string;
  readonly sortKey?: string;
  /** `all`: whole items; `keys`: the keys of the table and of the index, to ask the table by. */
  readonly holds: "all" | "keys";
}

/** Units a second that an autoscaled table always has: about 3 USD a month for a table, both ways. */
export const leastUnits = 5;

/** Every table of the platform. */
export const tables = {
  /** Receipts of collect: one per object of the landing bucket. */
  objects: { name: "objects", partitionKey: "source_key", operations: ["BatchGetItem", "BatchWriteItem"] },
  /** One item per ingest run of `cap up --events`: what was asked and what came of it. */
  runs: { name: "runs", partitionKey: "environment", sortKey: "run_id" },
  /** Who may call the API, and by which plan. */
  customers: {
    name: "customers",
    partitionKey: "customer_id",
    indexes: { by_api_key: { partitionKey: "api_key_id", holds: "keys" } },
    operations: ["GetItem"],
  },
  /** What detections found. */
  alerts: {
    name: "alerts",
    partitionKey: "customer_id",
    sortKey: "alert_id",
    indexes: {
      by_status: { partitionKey: "status", sortKey: "raised_at", holds: "all" },
      by_incident: { partitionKey: "incident_id", sortKey: "raised_at", holds: "keys" },
    },
    expiresBy: "expires_at",
    stream: true,
  },
  /** Alerts that belong together, with what people did about them. */
  incidents: {
    name: "incidents",
    partitionKey: "customer_id",
    sortKey: "incident_id",
    indexes: { by_status: { partitionKey: "status", sortKey: "opened_at", holds: "all" } },
    stream: true,
  },
  /** Programs of customers that send events of their own. */
  agents: {
    name: "agents",
    partitionKey: "customer_id",
    sortKey: "agent_id",
    indexes: { by_last_seen: { partitionKey: "state", sortKey: "last_seen_at", holds: "keys" } },
  },
  /** People of customers. */
  users: {
    name: "users",
    partitionKey: "customer_id",
    sortKey: "user_id",
    indexes: { by_email: { partitionKey: "email", holds: "keys" } },
  },
  /** What a rule has seen so far, per group of events that it counts. */
  rules: { name: "rules", partitionKey: "rule_id", sortKey: "group", expiresBy: "expires_at" },
  /** Where each hash-linked ledger ends: whoever appends names the head that it saw. */
  ledgers: { name: "ledgers", partitionKey: "ledger_id" },
  /** What was promoted to where, and who said so. */
  releases: {
    name: "releases",
    partitionKey: "environment",
    sortKey: "released_at",
    indexes: { by_commit: { partitionKey: "commit", sortKey: "released_at", holds: "all" } },
    stream: true,
  },
} as const satisfies Record<string, TableContract>;

/** What collect writes once all of an object's events are on the bus. */
export interface ObjectReceipt {
  /** Key of the object in the landing bucket. */
  readonly source_key: string;
  /** Of the content that was read; empty when the object was gone or its notification named none. */
  readonly etag: string;
  /** Identity of the bus that the events went to; on another bus the object has to be collected again. */
  readonly bus_id: string;
  /** Events found; a bad object (not gzip, not JSON, gone) counts as one. */
  readonly records: number;
  /** Of those, how many went on as dead letters. */
  readonly dead_lettered: number;
  /** The first reason of a dead letter, when there is one. */
  readonly reason?: string;
  /** ISO 8601, UTC. */
  readonly collected_at: string;
}
