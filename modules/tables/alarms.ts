import type { AlarmSpec, MeasuredAlarm } from "../observability/alarm.ts";
import type { TableOutputs } from "./tables.ts";

/**
 * Alarms of a table. Sums, because each is a request of ours; DynamoDB sends these metrics only when they are not zero,
 * so missing data is fine.
 */
export function tableAlarms(part: string, table: TableOutputs): AlarmSpec[] {
  const counted = (name: string, metric: string): Omit<MeasuredAlarm, "means" | "runbook"> => ({
    name: `${part}-table-${name}`,
    metric: { namespace: "AWS/DynamoDB", name: metric, dimensions: { TableName: table.name } },
    statistic: "Sum",
    when: { above: 0 },
    periodSeconds: 60,
    breaching: { periods: 5, of: 5 },
    missing: "notBreaching",
  });
  return [
    {
      ...counted("read-throttles", "ReadThrottleEvents"),
      means: `Reads of ${table.name} are turned away.`,
      runbook: "table-throttles",
    },
    {
      ...counted("write-throttles", "WriteThrottleEvents"),
      means: `Writes to ${table.name} are turned away.`,
      runbook: "table-throttles",
    },
  ];
}
