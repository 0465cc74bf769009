import type { AlarmSpec, Metric } from "../observability/alarm.ts";
import type { TableOutputs } from "./tables.ts";

const dynamo = (name: string, dimensions: Readonly<Record<string, string>>): Metric => ({
  namespace: "AWS/DynamoDB",
  name,
  dimensions,
});

/**
 * Throttles of a table and of each of its indexes. DynamoDB counts the throttles of an index apart from its table's, and a
 * throttled index turns away writes to the table.
 */
export const tableAlarms = (part: string, table: TableOutputs): AlarmSpec[] => [
  throttles(`${part}-table`, table.name, { TableName: table.name }),
  ...table.indexes.map((index) =>
    throttles(`${part}-index-${index.replaceAll("_", "-")}`, `${table.name}, index ${index},`, {
      TableName: table.name,
      GlobalSecondaryIndexName: index,
    }),
  ),
];

/**
 * Sums, because each is a request of ours that was turned away. DynamoDB sends these metrics only when they are not
 * zero, so each is filled with zero before they are added, and no data at all is fine. Five minutes of five: a burst is
 * absorbed by the clients' patience.
 */
const throttles = (name: string, what: string, dimensions: Readonly<Record<string, string>>): AlarmSpec => ({
  name: `${name}-throttles`,
  means: `Reads of or writes to ${what} are turned away.`,
  runbook: "table-throttles",
  expression: "FILL(reads, 0) + FILL(writes, 0)",
  measures: {
    reads: { metric: dynamo("ReadThrottleEvents", dimensions), statistic: "Sum" },
    writes: { metric: dynamo("WriteThrottleEvents", dimensions), statistic: "Sum" },
  },
  when: { above: 0 },
  periodSeconds: 60,
  breaching: { periods: 5, of: 5 },
  missing: "notBreaching",
});

/**
 * Goes off with errors of DynamoDB itself. The metric exists by operation only: one that reads and one that writes stand
 * for all, since a table that ails fails them all. Sum, over a quarter of an hour: single ones are normal and tried
 * again.
 */
export const tableErrorAlarm = (part: string, { name }: TableOutputs): AlarmSpec => ({
  name: `${part}-table-errors`,
  means: `DynamoDB answers requests for ${name} with errors of its own.`,
  runbook: "table-errors",
  expression: "FILL(reads, 0) + FILL(writes, 0)",
  measures: {
    reads: { metric: dynamo("SystemErrors", { TableName: name, Operation: "BatchGetItem" }), statistic: "Sum" },
    writes: { metric: dynamo("SystemErrors", { TableName: name, Operation: "BatchWriteItem" }), statistic: "Sum" },
  },
  when: { above: 0 },
  periodSeconds: 60,
  breaching: { periods: 15, of: 15 },
  missing: "notBreaching",
});

/**
 * Goes off when a copy is behind by more than three minutes, which AWS says to look into. Average, because DynamoDB
 * reports each item's delay and single items may wait. Nothing is sent while nothing is written, which is fine.
 *
 * @param receivingRegion where the copy is
 */
export const tableReplicationAlarm = (part: string, { name }: TableOutputs, receivingRegion: string): AlarmSpec => ({
  name: `${part}-table-replication`,
  means: `The copy of ${name} in ${receivingRegion} is more than three minutes behind.`,
  runbook: "table-replication",
  metric: dynamo("ReplicationLatency", { TableName: name, ReceivingRegion: receivingRegion }),
  statistic: "Average",
  when: { above: 180_000 },
  periodSeconds: 60,
  breaching: { periods: 15, of: 15 },
  missing: "notBreaching",
});
