import { CloudwatchLogGroup } from "@cdktf/provider-aws/lib/cloudwatch-log-group/index.js";
import { Construct } from "constructs";
import { assertValid, type Fault } from "../../contracts/errors.ts";
import { logRetentions } from "../../contracts/logs.ts";
import { names, type Place } from "../../contracts/names.ts";
import { allow, type Grant } from "../identity/policy.ts";
import type { KeyOutputs } from "../keys/keys.ts";

/** Where one service or function writes its log. */
export interface LogGroupProps {
  readonly place: Place;
  /** Name without the environment's prefix. */
  readonly name: string;
  readonly key: KeyOutputs;
  /** One of the lengths of contracts/logs.ts. */
  readonly retentionDays: number;
}

/** What others need of a log group. */
export interface LogGroupOutputs {
  readonly name: string;
  readonly arn: string;
}

/** Every fault of the props. */
export function validateLogGroup({ retentionDays: got }: LogGroupProps): Fault[] {
  return logRetentions.includes(got)
    ? []
    : [{ field: "retentionDays", got, want: `one of ${logRetentions.join(", ")}` }];
}

/** An encrypted log group with an end. */
export class LogGroup extends Construct {
  readonly outputs: LogGroupOutputs;
  constructor(scope: Construct, id: string, props: LogGroupProps) {
    super(scope, id);
    const { place, name, key, retentionDays } = props;
    assertValid(`log group ${name}`, validateLogGroup(props));
    const group = new CloudwatchLogGroup(this, "group", {
      name: names.logGroup(place, name),
      retentionInDays: retentionDays,
      kmsKeyId: key.arn,
    });
    this.outputs = { name: group.name, arn: group.arn };
  }
}

/** Grants writing to the log group's streams. */
export const grantLog = (group: LogGroupOutputs): Grant => [
  allow(["logs:CreateLogStream", "logs:PutLogEvents"], [`${group.arn}:*`]),
];
