import { SchedulerSchedule } from "@cdktf/provider-aws/lib/scheduler-schedule/index.js";
import { Construct } from "constructs";
import { names, type Place } from "../../contracts/names.ts";
import { allow } from "../identity/policy.ts";
import { Role } from "../identity/role.ts";
import type { KeyOutputs } from "../keys/keys.ts";
import { DeadLetterQueue, type DeadLetterQueueOutputs, grantSend } from "../messaging/dead-letter-queue.ts";

/** Starts the nightly jobs. */
interface JobsScheduleProps {
  readonly place: Place;
  readonly key: KeyOutputs;
  /** ARN of the state machine. */
  readonly machine: string;
}

/** What others need of the schedule. */
interface JobsScheduleOutputs {
  readonly deadLetters: DeadLetterQueueOutputs;
}

/** Every night after four, UTC: by then CloudTrail has delivered the day before. */
export class JobsSchedule extends Construct {
  readonly outputs: JobsScheduleOutputs;
  constructor(scope: Construct, id: string, { place, key, machine }: JobsScheduleProps) {
    super(scope, id);
    const name = "lake-jobs";
    const deadLetters = new DeadLetterQueue(this, "dead-letters", { place, name, key }).outputs;
    const role = new Role(this, "role", {
      place,
      name: `${name}-schedule`,
      assumedBy: "scheduler.amazonaws.com",
      grants: [[allow(["states:StartExecution"], [machine])], grantSend(deadLetters)],
    }).outputs;
    new SchedulerSchedule(this, "nightly", {
      name: names.of(place, name),
      description: "Compacts yesterday's silver and sums it up",
      scheduleExpression: "cron(0 4 * * ? *)",
      flexibleTimeWindow: { mode: "FLEXIBLE", maximumWindowInMinutes: 30 },
      kmsKeyArn: key.arn,
      target: {
        arn: machine,
        roleArn: role.arn,
        input: "{}",
        deadLetterConfig: { arn: deadLetters.arn },
        retryPolicy: { maximumEventAgeInSeconds: 3600, maximumRetryAttempts: 3 },
      },
      dependsOn: [...role.ready],
    });
    this.outputs = { deadLetters };
  }
}
