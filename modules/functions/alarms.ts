import { deadLetterAlarm } from "../messaging/alarms.ts";
import type { AlarmSpec } from "../observability/alarm.ts";
import type { RunbookName } from "../observability/runbooks.ts";
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

/**
 * Goes off when nothing has called a function for an hour, of which a schedule is to do so: what it measures keeps its
 * last state then, and looks well for ever. Sum, because each is a call; an hour without data is one without a call.
 *
 * @param loses what nobody knows without it, as the subject of a sentence
 */
export const uncalledAlarm = (part: string, f: FunctionOutputs, loses: string, runbook: RunbookName): AlarmSpec => ({
  name: `${part}-uncalled`,
  means: `Nothing has called ${part} for an hour: ${loses} is not measured.`,
  runbook,
  metric: { namespace: "AWS/Lambda", name: "Invocations", dimensions: { FunctionName: f.name } },
  statistic: "Sum",
  when: { below: 1 },
  periodSeconds: 3_600,
  breaching: { periods: 1, of: 1 },
  missing: "breaching",
});

/**
 * Alarm of everything that runs in the account: functions share one number of concurrent runs, and whoever comes after
 * the last is turned away. Maximum, because a minute at the limit is enough to turn calls away. No data is no call.
 *
 * @param quota how many runs at once AWS allows the account. @default - 1000, what AWS gives to all but new accounts.
 */
export const concurrencyAlarm = (quota = 1_000): AlarmSpec => ({
  name: "functions-concurrency",
  means: `Functions of this account have claimed more than 90 % of the ${quota} runs that they share.`,
  runbook: "function-concurrency",
  metric: { namespace: "AWS/Lambda", name: "ClaimedAccountConcurrency", dimensions: {} },
  statistic: "Maximum",
  when: { above: quota * 0.9 },
  periodSeconds: 60,
  breaching: { periods: 10, of: 10 },
  missing: "notBreaching",
});
