import { CloudwatchMetricAlarm } from "@cdktf/provider-aws/lib/cloudwatch-metric-alarm/index.js";
import { Construct } from "constructs";
import { assertValid, type Fault } from "../../contracts/errors.ts";
import { names, type Place } from "../../contracts/names.ts";
import { type AlarmSpec, type Calculation, runbookPath } from "./alarm.ts";
import type { AlarmTopicOutputs } from "./alarm-topic.ts";
import { evaluationOf, reserved } from "./evaluation.ts";

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
  for (const spec of alarms) {
    const field = `alarms.${spec.name}`;
    if (seen.has(spec.name))
      faults.push({ field, got: "twice", want: "a name of its own: the second replaces the first" });
    seen.add(spec.name);
    const { breaching } = spec;
    if (!(breaching.periods >= 1 && breaching.periods <= breaching.of))
      faults.push({ field: `${field}.breaching`, got: breaching, want: "periods from 1 to of" });
    if ("expression" in spec) faults.push(...calculationFaults(field, spec));
  }
  return faults;
}

/** Words of an expression that begin with a small letter are measures; functions of metric math are written in capitals. */
function calculationFaults(field: string, { expression, measures }: Calculation): Fault[] {
  const known = Object.keys(measures);
  const used: readonly string[] = expression.match(/\b[a-z]\w*/g) ?? [];
  const wrong = known.filter((name) => !/^[a-z]\w*$/.test(name) || name in reserved || !used.includes(name));
  const faults: Fault[] = [];
  if (wrong.length > 0)
    faults.push({ field: `${field}.measures`, got: wrong, want: "names that the expression uses, none of ours" });
  if (known.length > 10) faults.push({ field: `${field}.measures`, got: known.length, want: "at most 10" });
  const unknown = used.filter((name) => !known.includes(name));
  if (unknown.length > 0) faults.push({ field: `${field}.expression`, got: unknown, want: `of ${known.join(", ")}` });
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
    const { breaching } = spec;
    return new CloudwatchMetricAlarm(this, spec.name, {
      alarmName: names.of(place, spec.name),
      alarmDescription: `${spec.means} Runbook: ${runbookPath(spec.runbook)}`,
      ...evaluationOf(spec),
      evaluationPeriods: breaching.of,
      datapointsToAlarm: breaching.periods,
      treatMissingData: spec.missing,
      alarmActions: [topic.arn],
      okActions: [topic.arn],
    });
  }
}
