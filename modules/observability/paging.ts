import { CloudwatchCompositeAlarm } from "@cdktf/provider-aws/lib/cloudwatch-composite-alarm/index.js";
import { Construct } from "constructs";
import { assertValid, type Fault } from "../../contracts/errors.ts";
import { deployingAlarmName } from "../../contracts/metrics.ts";
import { names, type Place } from "../../contracts/names.ts";
import { type AlarmSpec, type PagingDomain, pagingDomains, runbookPath } from "./alarm.ts";
import type { AlarmTopicOutputs } from "./alarm-topic.ts";
import type { AlarmsOutputs } from "./alarms.ts";

/** What wakes people. */
export interface PagingProps {
  readonly place: Place;
  /** Who is woken. */
  readonly topic: AlarmTopicOutputs;
  /** Every alarm of the environment; those that page are picked out. */
  readonly alarms: readonly AlarmSpec[];
  /** The same alarms as they were made, in the same order. */
  readonly states: AlarmsOutputs;
}

/** CloudWatch reads no longer rule. */
const longestRule = 10_240;

/** Every fault of the props. */
export function validatePaging({ alarms, place }: PagingProps): Fault[] {
  const faults: Fault[] = [];
  if (!alarms.some((a) => a.name === deployingAlarmName))
    faults.push({ field: "alarms", got: "no alarm that says `deploying`", want: "the one of deploying.ts" });
  for (const domain of pagingDomains) {
    const { length } = ruleOf(pagersOf(alarms, domain).map((a) => names.of(place, a.name)));
    if (length > longestRule)
      faults.push({ field: `alarms of ${domain}`, got: length, want: `a rule of at most ${longestRule} characters` });
  }
  return faults;
}

const pagersOf = (alarms: readonly AlarmSpec[], domain: PagingDomain): readonly AlarmSpec[] =>
  alarms.filter((a) => a.pages === domain);

const ruleOf = (alarmNames: readonly string[]): string => alarmNames.map((name) => `ALARM("${name}")`).join(" OR ");

/**
 * One composite alarm for each domain that people are woken for: one page however many of its alarms go off, and none
 * while a deployment runs. An alarm that is still there five minutes after the deployment pages then.
 */
export class Paging extends Construct {
  readonly outputs: AlarmsOutputs;
  constructor(scope: Construct, id: string, props: PagingProps) {
    super(scope, id);
    assertValid("paging", validatePaging(props));
    const used = pagingDomains.filter((domain) => pagersOf(props.alarms, domain).length > 0);
    const made = used.map((domain) => this.page(domain, props));
    this.outputs = { alarmNames: made.map((a) => a.alarmName), arns: made.map((a) => a.arn) };
  }

  private page(domain: PagingDomain, { place, topic, alarms, states }: PagingProps): CloudwatchCompositeAlarm {
    // Names as Terraform knows them, not as text: so it makes the alarms first.
    const made = (spec: AlarmSpec): string => states.alarmNames[alarms.indexOf(spec)] ?? "";
    const deploying = alarms.filter((a) => a.name === deployingAlarmName).map(made);
    return new CloudwatchCompositeAlarm(this, domain, {
      alarmName: names.of(place, `page-${domain}`),
      alarmDescription: `${meaning[domain]} Runbook: ${runbookPath("page")}`,
      alarmRule: ruleOf(pagersOf(alarms, domain).map(made)),
      actionsEnabled: true,
      alarmActions: [topic.arn],
      okActions: [topic.arn],
      // Long enough for the first datapoint of a deployment, and for what it stirred up to settle.
      actionsSuppressor: { alarm: deploying.join(), waitPeriod: 120, extensionPeriod: 300 },
    });
  }
}

const meaning: Record<PagingDomain, string> = {
  ingest: "Events do not get in, or not on to the lake.",
  bus: "The bus loses the copies or the leaders that it promises.",
  api: "Customers and people do not get answers.",
  data: "What was stored is not protected as it should be.",
};
