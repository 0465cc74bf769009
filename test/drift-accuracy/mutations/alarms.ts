import {
  CloudWatchClient,
  DeleteAlarmsCommand,
  DescribeAlarmsCommand,
  DisableAlarmActionsCommand,
  EnableAlarmActionsCommand,
  GetDashboardCommand,
  ListTagsForResourceCommand,
  type MetricAlarm,
  PutDashboardCommand,
  PutMetricAlarmCommand,
  type PutMetricAlarmCommandInput,
} from "@aws-sdk/client-cloudwatch";
import { names } from "../../../contracts/names.ts";
import type { Environment } from "../../../environments/environment.ts";
import { changed, deleted, type Expected, type Hand, type Mutation, unmanaged } from "../mutation.ts";

const alarm = (id: string): string => `aws_cloudwatch_metric_alarm.alarms_${id}`;

/** CloudWatch: who is told of what. */
export const alarmMutations = (env: Environment): readonly Mutation[] => [
  put("an alarm tells nobody", names.of(env, "collect-cpu"), { AlarmActions: [] }, [
    changed(alarm("collect-cpu"), "alarm_actions"),
  ]),
  put("an alarm waits for more", names.of(env, "lake-memory"), { Threshold: 99 }, [
    changed(alarm("lake-memory"), "threshold"),
  ]),
  put("an alarm looks less often", names.of(env, "web-cpu"), { Period: 300, EvaluationPeriods: 9 }, [
    changed(alarm("web-cpu"), "period"),
    changed(alarm("web-cpu"), "evaluation_periods"),
  ]),
  {
    name: "an alarm's actions switched off",
    expect: [changed(alarm("web-memory"), "actions_enabled")],
    async apply({ client }) {
      const AlarmNames = [names.of(env, "web-memory")];
      await client(CloudWatchClient).send(new DisableAlarmActionsCommand({ AlarmNames }));
      return () => client(CloudWatchClient).send(new EnableAlarmActionsCommand({ AlarmNames }));
    },
  },
  {
    name: "an alarm deleted",
    expect: [deleted(alarm("control-cpu"))],
    async apply(hand) {
      const { client } = hand;
      const was = await alarmOf(hand, names.of(env, "control-cpu"));
      const { Tags } = await client(CloudWatchClient).send(
        new ListTagsForResourceCommand({ ResourceARN: was.AlarmArn }),
      );
      await client(CloudWatchClient).send(new DeleteAlarmsCommand({ AlarmNames: [was.AlarmName ?? ""] }));
      return () => client(CloudWatchClient).send(new PutMetricAlarmCommand({ ...asked(was), Tags }));
    },
  },
  {
    name: "an alarm made by hand",
    expect: [unmanaged("aws_cloudwatch_metric_alarm", names.of(env, "by-hand"))],
    async apply(hand) {
      const AlarmName = names.of(env, "by-hand");
      const like = await alarmOf(hand, names.of(env, "lake-cpu"));
      await hand.client(CloudWatchClient).send(new PutMetricAlarmCommand({ ...asked(like), AlarmName }));
      return () => hand.client(CloudWatchClient).send(new DeleteAlarmsCommand({ AlarmNames: [AlarmName] }));
    },
  },
  {
    name: "a dashboard emptied",
    expect: [changed("aws_cloudwatch_dashboard.dashboard", "dashboard_body")],
    async apply({ client, held }) {
      const DashboardName = held("aws_cloudwatch_dashboard.dashboard", "dashboard_name");
      const { DashboardBody } = await client(CloudWatchClient).send(new GetDashboardCommand({ DashboardName }));
      const write = (body: string | undefined) =>
        client(CloudWatchClient).send(new PutDashboardCommand({ DashboardName, DashboardBody: body }));
      await write('{"widgets":[]}');
      return () => write(DashboardBody);
    },
  },
];

/** An alarm with other settings. */
function put(
  name: string,
  AlarmName: string,
  other: Partial<PutMetricAlarmCommandInput>,
  expect: readonly Expected[],
): Mutation {
  const apply = async (hand: Hand) => {
    const was = asked(await alarmOf(hand, AlarmName));
    await hand.client(CloudWatchClient).send(new PutMetricAlarmCommand({ ...was, ...other }));
    return () => hand.client(CloudWatchClient).send(new PutMetricAlarmCommand(was));
  };
  return { name, expect, apply };
}

async function alarmOf({ client }: Hand, name: string): Promise<MetricAlarm> {
  const { MetricAlarms } = await client(CloudWatchClient).send(new DescribeAlarmsCommand({ AlarmNames: [name] }));
  const found = MetricAlarms?.[0];
  if (found === undefined) throw new Error(`there is no alarm ${name}`);
  return found;
}

/** An alarm as it is asked for: what CloudWatch answers beside that it does not take. */
function asked(alarm: MetricAlarm): PutMetricAlarmCommandInput {
  const told = /^(AlarmArn|AlarmConfigurationUpdatedTimestamp|State.*|EvaluationState)$/;
  const own = Object.entries(alarm).filter(([key, value]) => !told.test(key) && value !== "");
  return Object.fromEntries(own) as unknown as PutMetricAlarmCommandInput;
}
