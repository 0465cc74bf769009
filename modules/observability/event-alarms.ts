import { CloudwatchEventRule } from "@cdktf/provider-aws/lib/cloudwatch-event-rule/index.js";
import { CloudwatchEventTarget } from "@cdktf/provider-aws/lib/cloudwatch-event-target/index.js";
import { Construct } from "constructs";
import { assertValid, type Fault } from "../../contracts/errors.ts";
import { names, type Place } from "../../contracts/names.ts";
import type { EventBusOutputs } from "../messaging/event-bus.ts";
import { runbookPath } from "./alarm.ts";
import type { AlarmTopicOutputs } from "./alarm-topic.ts";
import type { RunbookName } from "./runbooks.ts";

/** Something that AWS says once, as an event, where no metric can be watched. */
export interface EventAlarmSpec {
  /** Name without the environment's prefix; unique among the environment's rules. */
  readonly name: string;
  /** What it means for the platform, in one sentence. */
  readonly means: string;
  /** What to do then: `docs/runbooks/<runbook>.md`. */
  readonly runbook: RunbookName;
  /** EventBridge pattern. */
  readonly pattern: {
    readonly source: readonly string[];
    readonly "detail-type": readonly string[];
    readonly resources?: readonly string[];
    readonly detail?: Readonly<Record<string, unknown>>;
  };
}

/** Every event of a stack that is told. */
export interface EventAlarmsProps {
  readonly place: Place;
  /** Who is told. */
  readonly topic: AlarmTopicOutputs;
  readonly events: readonly EventAlarmSpec[];
  /** Where the events arrive. @default - the account's own bus, where AWS speaks. */
  readonly bus?: EventBusOutputs;
}

/** What others need of the rules. */
export interface EventAlarmsOutputs {
  /** Full names, in the order given. */
  readonly ruleNames: readonly string[];
}

/** Every fault of the props. */
export function validateEventAlarms({ events }: EventAlarmsProps): Fault[] {
  const given = events.map((e) => e.name);
  const twice = given.filter((name, i) => given.indexOf(name) !== i);
  const quoted = events.filter((e) => e.means.includes('"')).map((e) => e.name);
  return [
    ...twice.map((name) => ({ field: `events.${name}`, got: "twice", want: "a name of its own" })),
    ...quoted.map((name) => ({
      field: `events.${name}.means`,
      got: "a quotation mark",
      want: "none: it stands in one",
    })),
  ];
}

/** Rules that tell a topic in words what happened, when, to what, and what to do about it. */
export class EventAlarms extends Construct {
  readonly outputs: EventAlarmsOutputs;
  constructor(scope: Construct, id: string, props: EventAlarmsProps) {
    super(scope, id);
    assertValid("event alarms", validateEventAlarms(props));
    const made = props.events.map((spec) => this.rule(spec, props));
    this.outputs = { ruleNames: made.map((rule) => rule.name) };
  }

  private rule({ name, means, runbook, pattern }: EventAlarmSpec, { place, topic, bus }: EventAlarmsProps) {
    const on = bus === undefined ? {} : { eventBusName: bus.name };
    const rule = new CloudwatchEventRule(this, name, {
      ...on,
      name: names.of(place, name),
      description: means,
      eventPattern: JSON.stringify(pattern),
    });
    new CloudwatchEventTarget(this, `${name}-told`, {
      ...on,
      rule: rule.name,
      targetId: "alarms",
      arn: topic.arn,
      inputTransformer: {
        inputPaths: { time: "$.time", what: "$.detail-type", resources: "$.resources" },
        inputTemplate: `"${names.prefix(place)}: ${means} (<what> at <time>, <resources>) Runbook: ${runbookPath(runbook)}"`,
      },
    });
    return rule;
  }
}
