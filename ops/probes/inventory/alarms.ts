import {
  CloudWatchClient,
  type CompositeAlarm,
  type DescribeAlarmsCommandOutput,
  type MetricAlarm,
  paginateDescribeAlarms,
} from "@aws-sdk/client-cloudwatch";
import { everything } from "../pages.ts";
import type { Enumerator } from "./enumerator.ts";
import { found } from "./found.ts";
import { knownBy } from "./known.ts";

const metric = "aws_cloudwatch_metric_alarm";
const composite = "aws_cloudwatch_composite_alarm";

type Alarm = { readonly type: string } & Partial<Pick<MetricAlarm & CompositeAlarm, "AlarmName" | "AlarmArn">> &
  Pick<MetricAlarm, "AlarmDescription">;

const bothKinds = (page: DescribeAlarmsCommandOutput): readonly Alarm[] => [
  ...(page.MetricAlarms ?? []).map((alarm) => ({ ...alarm, type: metric })),
  ...(page.CompositeAlarms ?? []).map((alarm) => ({ ...alarm, type: composite })),
];

/** CloudWatch alarms, metric and composite. */
export const alarms: Enumerator = {
  types: [metric, composite],
  calls: ["cloudwatch:DescribeAlarms"],
  async unmanaged(look, ours) {
    const pages = paginateDescribeAlarms(
      { client: look.client(CloudWatchClient), pageSize: 100 },
      { AlarmTypes: ["MetricAlarm", "CompositeAlarm"] },
    );
    const known = knownBy(ours.known, [metric, composite], "alarm_name");
    const policies = [...knownBy(ours.known, ["aws_appautoscaling_policy"], "arn").keys()];
    const all = await everything(look, pages, bothKinds);
    return all.flatMap(({ type, AlarmName: name = "?", AlarmArn, AlarmDescription }) =>
      known.has(name) || isOfScaling(name, AlarmDescription, policies)
        ? []
        : found({ type, id: name, name }, ours.named(name) ?? ours.tagged(AlarmArn)),
    );
  },
};

/** Application Auto Scaling makes and deletes the alarms of its policies, and names the policy in the description. */
const isOfScaling = (name: string, description: string | undefined, policies: readonly string[]): boolean =>
  name.startsWith("TargetTracking-") && policies.some((arn) => description?.includes(arn) === true);
