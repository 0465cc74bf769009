import { CloudWatchClient, DescribeAlarmsCommand, type MetricAlarm } from "@aws-sdk/client-cloudwatch";
import { names } from "../../contracts/names.ts";
import { probe } from "./look.ts";

/** A CloudWatch alarm. */
export interface AlarmSeen {
  readonly name: string;
  readonly state: "OK" | "ALARM" | "INSUFFICIENT_DATA";
  /** CloudWatch's own words for the state. */
  readonly reason: string;
  /** When the state last changed. */
  readonly since?: Date;
  readonly description: string;
  /** Whether it would tell anybody: switched on and with an action for ALARM. */
  readonly acts: boolean;
}

function seen(alarm: MetricAlarm): AlarmSeen {
  const since = alarm.StateTransitionedTimestamp ?? alarm.StateUpdatedTimestamp;
  return {
    name: alarm.AlarmName ?? "?",
    state: alarm.StateValue ?? "INSUFFICIENT_DATA",
    reason: alarm.StateReason ?? "",
    description: alarm.AlarmDescription ?? "",
    acts: alarm.ActionsEnabled === true && (alarm.AlarmActions ?? []).length > 0,
    ...(since === undefined ? {} : { since }),
  };
}

/** Every alarm, metric or composite, whose name begins with the environment's prefix. */
export const alarms = probe(async (look): Promise<readonly AlarmSeen[]> => {
  const cloudWatch = look.client(CloudWatchClient);
  const found: AlarmSeen[] = [];
  let token: string | undefined;
  do {
    const answer = await cloudWatch.send(
      new DescribeAlarmsCommand({
        AlarmNamePrefix: names.of(look.env, ""),
        AlarmTypes: ["MetricAlarm", "CompositeAlarm"],
        MaxRecords: 100,
        ...(token === undefined ? {} : { NextToken: token }),
      }),
    );
    found.push(...[...(answer.MetricAlarms ?? []), ...(answer.CompositeAlarms ?? [])].map(seen));
    token = answer.NextToken;
  } while (token !== undefined);
  return found;
});
