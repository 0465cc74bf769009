import { CloudwatchMetricAlarm } from "@cdktf/provider-aws/lib/cloudwatch-metric-alarm/index.js";
import { Construct } from "constructs";
import { assertValid, type Fault } from "../../contracts/errors.ts";
import { names, type Place } from "../../contracts/names.ts";
import { type AlarmSpec, type Breach, runbookPath } from "./alarm.ts";
import type { AlarmTopicOutputs } from "./alarm-topic.ts";

/** Every alarm of a stack. */
export interface AlarmsProps {
  readonly place: Place;
  /** Who is told, when an alarm goes off and when it is over. */
  readonly topic: AlarmTopicOutputs;
  readonly alarms: readonly AlarmSpec[];
}

/** What others need of the alarms. */
export interface AlarmsOutputs {
  /** Full names, in the order given. */
  readonly alarmNames: readonly string[];
  readonly arns: readonly string[];
}

/** Every fault of the props. */
export function validateAlarms({ alarms }: AlarmsProps): Fault[] {
  const faults: Fault[] = [];
  const seen = new Set<string>();
  for (const { name, breaching } of alarms) {
    if (seen.has(name))
      faults.push({ field: `alarms.${name}`, got: "twice", want: "a name of its own: the second replaces the first" });
    seen.add(name);
    if (!(breaching.periods >= 1 && breaching.periods <= breaching.of))
      faults.push({ field: `alarms.${name}.breaching`, got: breaching, want: "periods from 1 to of" });
  }
  return faults;
}

/** CloudWatch alarms from their descriptions. */
export class Alarms extends Construct {
  readonly outputs: AlarmsOutputs;
  constructor(scope: Construct, id: string, props: AlarmsProps) {
    super(scope, id);
    assertValid("alarms", validateAlarms(props));
    const made = props.alarms.map((spec) => this.alarm(spec, props));
    this.outputs = { alarmNames: made.map((a) => a.alarmName), arns: made.map((a) => a.arn) };
  }

  private alarm(spec: AlarmSpec, { place, topic }: AlarmsProps): CloudwatchMetricAlarm {
    const { metric, statistic, breaching } = spec;
    return new CloudwatchMetricAlarm(this, spec.name, {
      alarmName: names.of(place, spec.name),
      alarmDescription: `${spec.means} Runbook: ${runbookPath(spec.runbook)}`,
      namespace: metric.namespace,
      metricName: metric.name,
      dimensions: { ...metric.dimensions },
      ...(statistic.startsWith("p") ? { extendedStatistic: statistic } : { statistic }),
      ...threshold(spec.when),
      period: spec.periodSeconds,
      evaluationPeriods: breaching.of,
      datapointsToAlarm: breaching.periods,
      treatMissingData: spec.missing,
      alarmActions: [topic.arn],
      okActions: [topic.arn],
    });
  }
}

function threshold(when: Breach): { threshold: number; comparisonOperator: string } {
  if ("above" in when) return { threshold: when.above, comparisonOperator: "GreaterThanThreshold" };
  if ("atLeast" in when) return { threshold: when.atLeast, comparisonOperator: "GreaterThanOrEqualToThreshold" };
  return { threshold: when.below, comparisonOperator: "LessThanThreshold" };
}
