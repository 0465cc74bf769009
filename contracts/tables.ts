/** Keys of a DynamoDB table (or of its embedded stand-in). */
export interface TableContract {
  readonly name: string;
  /** Attribute that holds the partition key, always a string. */
  readonly partitionKey: string;
  /** Attribute that holds the sort key, always a string. */
  readonly sortKey?: string;
  /** Attribute with the second (since 1970) after which the item goes. @default - items stay for ever. */
  readonly expiresBy?: string;
}

/** Every table of the platform. */
export const tables = {
  /** Receipts of collect: one per object of the landing bucket. */
  objects: { name: "objects", partitionKey: "source_key" },
  /** One item per ingest run of `cap up --events`: what was asked and what came of it. */
  runs: { name: "runs", partitionKey: "environment", sortKey: "run_id" },
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
