import { deadLetterAlarm } from "../messaging/alarms.ts";
import type { AlarmSpec } from "../observability/alarm.ts";
import type { FunctionOutputs } from "./function.ts";

/**
 * Alarms of a function. Lambda sends no metric when nobody calls: silence is no error. Errors and throttles as Sum,
 * because each one is a call; duration as p90, so that one cold start does not count.
 */
export function functionAlarms(part: string, f: FunctionOutputs): AlarmSpec[] {
  const metric = (name: string) => ({ namespace: "AWS/Lambda", name, dimensions: { FunctionName: f.name } });
  const almostMs = f.timeoutSeconds * 800;
  return [
    {
      name: `${part}-errors`,
      means: `Calls of ${part} fail.`,
      runbook: "function-errors",
      metric: metric("Errors"),
      statistic: "Sum",
      when: { above: 0 },
      // Longer than the schedule that calls it, or every quiet period would end the alarm.
      periodSeconds: 300,
      breaching: { periods: 3, of: 3 },
      missing: "notBreaching",
    },
    {
      name: `${part}-throttles`,
      means: `Calls of ${part} are turned away: the account's concurrency is used up.`,
      runbook: "function-throttles",
      metric: metric("Throttles"),
      statistic: "Sum",
      when: { above: 0 },
      periodSeconds: 300,
      breaching: { periods: 2, of: 3 },
      missing: "notBreaching",
    },
    {
      name: `${part}-duration`,
      means: `${part} takes more than ${almostMs} ms, 80 % of its time limit.`,
      runbook: "function-duration",
      metric: metric("Duration"),
      statistic: "p90",
      when: { above: almostMs },
      periodSeconds: 300,
      breaching: { periods: 3, of: 3 },
      missing: "notBreaching",
    },
    deadLetterAlarm(part, f.deadLetters),
  ];
}
