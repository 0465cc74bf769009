import type { TableOperation } from "../../contracts/tables.ts";
import type { AlarmSpec, Calculation, Measure, Metric } from "../observability/alarm.ts";
import type { TableOutputs } from "./tables.ts";

const dynamo = (name: string, dimensions: Readonly<Record<string, string>>): Metric => ({
  namespace: "AWS/DynamoDB",
  name,
  dimensions,
});

/** Ways in which requests for a table are counted. */
type Way = "reads" | "writes";

const throttled = { reads: "ReadThrottleEvents", writes: "WriteThrottleEvents" } as const;

/**
 * Ways that are worth a metric: those of the operations that are called. A table that nobody asks yet is watched for
 * writes, with which its use begins.
 */
export function waysOf(operations: readonly TableOperation[] = []): readonly Way[] {
  const isWrite = (operation: TableOperation): boolean => operation === "BatchWriteItem";
  const ways: Way[] = [];
  if (!operations.every(isWrite)) ways.push("reads");
  if (operations.some(isWrite) || operations.length === 0) ways.push("writes");
  return ways;
}

/**
 * Throttles of a table and of each of its indexes. DynamoDB counts the throttles of an index apart from its table's, and a
 * throttled index turns away writes to the table. Nobody asks an index, so its reads are not watched.
 *
 * @param operations that are called on the table
 */
export const tableAlarms = (part: string, table: TableOutputs, operations?: readonly TableOperation[]): AlarmSpec[] => [
  throttles(`${part}-table`, table.name, { TableName: table.name }, waysOf(operations)),
  ...table.indexes.map((index) => {
    const dimensions = { TableName: table.name, GlobalSecondaryIndexName: index };
    return throttles(`${part}-index-${index.replaceAll("_", "-")}`, `${table.name}, index ${index},`, dimensions, [
      "writes",
    ]);
  }),
];

/**
 * Sums, because each is a request of ours that was turned away. DynamoDB sends these metrics only when they are not
 * zero: no data at all is fine. Five minutes of five: a burst is absorbed by the clients' patience.
 */
const throttles = (
  name: string,
  what: string,
  dimensions: Readonly<Record<string, string>>,
  ways: readonly Way[],
): AlarmSpec => ({
  name: `${name}-throttles`,
  means: `Requests for ${what} are turned away: ${ways.join(" or ")}.`,
  runbook: "table-throttles",
  ...summed(ways.map((way) => [way, { metric: dynamo(throttled[way], dimensions), statistic: "Sum" }])),
  when: { above: 0 },
  periodSeconds: 60,
  breaching: { periods: 5, of: 5 },
  missing: "notBreaching",
});

/** The sum of several measures, of which SUM skips those that sent nothing; one is what it is. */
function summed(all: readonly (readonly [string, Measure])[]): Measure | Calculation {
  const [first, ...more] = all;
  if (first !== undefined && more.length === 0) return first[1];
  return { expression: `SUM([${all.map(([id]) => id).join(", ")}])`, measures: Object.fromEntries(all) };
}

/**
 * Goes off with errors of DynamoDB itself. The metric exists by operation only, and says nothing of one that nobody calls:
 * so each operation that is called on the table is watched, and a table that nobody asks has no alarm, which could
 * never go off. Sum, over a quarter of an hour: single ones are normal and tried again.
 */
export function tableErrorAlarms(
  part: string,
  { name }: TableOutputs,
  operations: readonly TableOperation[] = [],
): AlarmSpec[] {
  if (operations.length === 0) return [];
  const errors = operations.map((Operation): [string, Measure] => [
    Operation.charAt(0).toLowerCase() + Operation.slice(1),
    { metric: dynamo("SystemErrors", { TableName: name, Operation }), statistic: "Sum" },
  ]);
  return [
    {
      name: `${part}-table-errors`,
      means: `DynamoDB answers requests for ${name} with errors of its own.`,
      runbook: "table-errors",
      ...summed(errors),
      when: { above: 0 },
      periodSeconds: 60,
      breaching: { periods: 15, of: 15 },
      missing: "notBreaching",
    },
  ];
}

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
