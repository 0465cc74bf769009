import { CloudwatchEventRule } from "@cdktf/provider-aws/lib/cloudwatch-event-rule/index.js";
import { CloudwatchEventTarget } from "@cdktf/provider-aws/lib/cloudwatch-event-target/index.js";
import { LambdaPermission } from "@cdktf/provider-aws/lib/lambda-permission/index.js";
import { Construct } from "constructs";
import { assertValid, type Fault } from "../../contracts/errors.ts";
import { names, type Place } from "../../contracts/names.ts";
import type { FunctionOutputs } from "./function.ts";

/** Calls a function again and again. */
export interface ScheduleProps {
  readonly place: Place;
  /** Name of the schedule, without the environment's prefix. */
  readonly name: string;
  readonly calls: FunctionOutputs;
  readonly everyMinutes: number;
}

/** Every fault of the props. */
export function validateSchedule({ everyMinutes: every }: ScheduleProps): Fault[] {
  return Number.isInteger(every) && every >= 1
    ? []
    : [{ field: "everyMinutes", got: every, want: "a whole number, at least 1" }];
}

/** An EventBridge rule that calls the function's live alias. */
export class Schedule extends Construct {
  constructor(scope: Construct, id: string, props: ScheduleProps) {
    super(scope, id);
    assertValid(`schedule ${props.name}`, validateSchedule(props));
    const { place, name, calls, everyMinutes } = props;
    const rule = new CloudwatchEventRule(this, "rule", {
      name: names.of(place, name),
      description: `Calls ${calls.name}`,
      scheduleExpression: everyMinutes === 1 ? "rate(1 minute)" : `rate(${everyMinutes} minutes)`,
    });
    const permission = new LambdaPermission(this, "permission", {
      statementId: name,
      action: "lambda:InvokeFunction",
      functionName: calls.name,
      qualifier: calls.alias.name,
      principal: "events.amazonaws.com",
      sourceArn: rule.arn,
    });
    new CloudwatchEventTarget(this, "target", {
      rule: rule.name,
      targetId: "function",
      arn: calls.alias.arn,
      retryPolicy: { maximumEventAgeInSeconds: 300, maximumRetryAttempts: 1 },
      dependsOn: [permission],
    });
  }
}
