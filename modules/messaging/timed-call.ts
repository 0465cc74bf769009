import { SchedulerSchedule } from "@cdktf/provider-aws/lib/scheduler-schedule/index.js";
import { SchedulerScheduleGroup } from "@cdktf/provider-aws/lib/scheduler-schedule-group/index.js";
import { Construct } from "constructs";
import { assertValid, type Fault } from "../../contracts/errors.ts";
import { names, type Place } from "../../contracts/names.ts";
import type { Grant } from "../identity/policy.ts";
import { Role } from "../identity/role.ts";
import type { KeyOutputs } from "../keys/keys.ts";
import { DeadLetterQueue, type DeadLetterQueueOutputs, grantSend } from "./dead-letter-queue.ts";

/** Calls something of AWS at its time. */
export interface TimedCallProps {
  readonly place: Place;
  /** Name without the environment's prefix. */
  readonly name: string;
  /** What happens then, in one line. */
  readonly description: string;
  /** `cron(0 4 * * ? *)`, as EventBridge Scheduler takes it. */
  readonly at: `cron(${string})`;
  /** Time zone of `at`. @default - UTC. */
  readonly timezone?: string;
  /** The call may come so much later: whatever else is due at the full hour. @default - 30; 0 is on the minute. */
  readonly withinMinutes?: number;
  /** What is called, and the grant to. */
  readonly calls: { readonly arn: string; readonly grant: Grant };
  /** Encrypts the schedule and its dead letters. */
  readonly key: KeyOutputs;
}

/** What others need of the call. */
export interface TimedCallOutputs {
  /** Times at which it could not be made. */
  readonly deadLetters: DeadLetterQueueOutputs;
}

/** Every fault of the props. */
export function validateTimedCall({ withinMinutes: within = 30 }: TimedCallProps): Fault[] {
  const fine = Number.isInteger(within) && within >= 0 && within <= 1_440;
  return fine ? [] : [{ field: "withinMinutes", got: within, want: "a whole number, 0 to 1440" }];
}

/**
 * A schedule of EventBridge Scheduler with a role of its own, three tries within the hour, and a queue for what none of
 * them could start. A schedule cannot carry tags: its group does.
 */
export class TimedCall extends Construct {
  readonly outputs: TimedCallOutputs;
  constructor(scope: Construct, id: string, props: TimedCallProps) {
    super(scope, id);
    assertValid(`timed call ${props.name}`, validateTimedCall(props));
    const { place, name, key, calls, withinMinutes: within = 30 } = props;
    const deadLetters = new DeadLetterQueue(this, "dead-letters", { place, name, key }).outputs;
    const role = new Role(this, "role", {
      place,
      name: `${name}-schedule`,
      assumedBy: "scheduler.amazonaws.com",
      grants: [calls.grant, grantSend(deadLetters)],
    }).outputs;
    const group = new SchedulerScheduleGroup(this, "group", { name: names.of(place, name) });
    new SchedulerSchedule(this, "schedule", {
      name: names.of(place, name),
      groupName: group.name,
      description: props.description,
      scheduleExpression: props.at,
      scheduleExpressionTimezone: props.timezone ?? "UTC",
      flexibleTimeWindow: within === 0 ? { mode: "OFF" } : { mode: "FLEXIBLE", maximumWindowInMinutes: within },
      kmsKeyArn: key.arn,
      target: {
        arn: calls.arn,
        roleArn: role.arn,
        input: "{}",
        deadLetterConfig: { arn: deadLetters.arn },
        retryPolicy: { maximumEventAgeInSeconds: 3_600, maximumRetryAttempts: 3 },
      },
      dependsOn: [...role.ready],
    });
    this.outputs = { deadLetters };
  }
}
