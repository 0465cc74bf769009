import { SfnStateMachine } from "@cdktf/provider-aws/lib/sfn-state-machine/index.js";
import { Construct } from "constructs";
import { assertValid, type Fault } from "../../contracts/errors.ts";
import { names, type Place } from "../../contracts/names.ts";
import { allow } from "../identity/policy.ts";
import { Role } from "../identity/role.ts";
import type { KeyOutputs } from "../keys/keys.ts";
import type { DeadLetterQueueOutputs } from "../messaging/dead-letter-queue.ts";
import { TimedCall } from "../messaging/timed-call.ts";
import { LogGroup } from "../observability/log-group.ts";
import type { CatalogOutputs } from "./catalog.ts";
import { jobsDefinition } from "./jobs-definition.ts";
import { grantNightly, grantRunLogged } from "./jobs-grants.ts";
import type { LakeOutputs } from "./lake.ts";
import { athenaWorkgroup, validateWorkgroup } from "./workgroup.ts";

/** What makes gold out of silver every night. */
export interface LakeJobsProps {
  readonly place: Place;
  readonly lake: LakeOutputs;
  readonly catalog: CatalogOutputs;
  /** Encrypts the state machine, its log, the schedule and its dead letters. */
  readonly key: KeyOutputs;
  /** `disposable` deletes the workgroup with its query history. */
  readonly safety: "disposable" | "protected";
  readonly logRetentionDays: number;
  /** One day of one account may scan so much, GiB. @default - 100. */
  readonly scanLimitGib?: number;
}

/** What others need of the jobs. */
export interface LakeJobsOutputs {
  readonly arn: string;
  readonly name: string;
  readonly workgroup: string;
  /** Nights on which the jobs could not be started. */
  readonly deadLetters: DeadLetterQueueOutputs;
}

/** Every fault of the props. */
export const validateLakeJobs = ({ scanLimitGib = 100 }: Pick<LakeJobsProps, "scanLimitGib">): Fault[] =>
  validateWorkgroup({ scanLimitGib });

/**
 * Compaction and daily sums as Athena statements that Step Functions runs one after the other: no cluster, no code of
 * ours that could break, and every statement can be run by hand. They read silver and write gold, so a failure costs
 * nothing that is not written the next time.
 */
export class LakeJobs extends Construct {
  readonly outputs: LakeJobsOutputs;
  constructor(scope: Construct, id: string, props: LakeJobsProps) {
    super(scope, id);
    const { place, key, lake, safety, scanLimitGib = 100 } = props;
    assertValid("lake jobs", validateLakeJobs(props));
    const { name: workgroup } = athenaWorkgroup(this, "workgroup", {
      place,
      name: "jobs",
      description: "Nightly statements of the lake",
      results: lake.buckets.results,
      safety,
      scanLimitGib,
    });
    const machine = this.machine(props, workgroup);
    const { deadLetters } = new TimedCall(this, "schedule", {
      place,
      name: "lake-jobs",
      description: "Compacts yesterday's silver and sums it up",
      // By four CloudTrail has delivered the day before.
      at: "cron(0 4 * * ? *)",
      calls: { arn: machine.arn, grant: [allow(["states:StartExecution"], [machine.arn])] },
      key,
    }).outputs;
    this.outputs = { arn: machine.arn, name: machine.name, workgroup, deadLetters };
  }

  private machine({ place, lake, catalog, key, logRetentionDays }: LakeJobsProps, workgroup: string): SfnStateMachine {
    const name = "lake-jobs";
    const log = new LogGroup(this, "log", { place, name, key, retentionDays: logRetentionDays }).outputs;
    const role = new Role(this, "role", {
      place,
      name,
      assumedBy: "states.amazonaws.com",
      grants: [grantNightly({ place, lake, catalog, workgroup }), grantRunLogged(key)],
    }).outputs;
    const { silver, gold } = lake.buckets;
    const definition = jobsDefinition({
      silver: silver.name,
      gold: gold.name,
      database: catalog.database,
      workgroup,
    });
    return new SfnStateMachine(this, "machine", {
      name: names.of(place, name),
      roleArn: role.arn,
      definition: JSON.stringify(definition),
      loggingConfiguration: { level: "ERROR", includeExecutionData: true, logDestination: `${log.arn}:*` },
      tracingConfiguration: { enabled: true },
      encryptionConfiguration: {
        type: "CUSTOMER_MANAGED_KMS_KEY",
        kmsKeyId: key.arn,
        kmsDataKeyReusePeriodSeconds: 300,
      },
      // Step Functions tries the role's permission to log when it is created.
      dependsOn: [...role.ready],
    });
  }
}
