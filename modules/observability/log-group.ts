import { CloudwatchLogGroup } from "@cdktf/provider-aws/lib/cloudwatch-log-group/index.js";
import { Construct } from "constructs";
import { names, type Place } from "../../contracts/names.ts";
import { allow, type Grant } from "../identity/policy.ts";
import type { KeyOutputs } from "../keys/keys.ts";

/** Where one service or function writes its log. */
export interface LogGroupProps {
  readonly place: Place;
  /** Name without the environment's prefix. */
  readonly name: string;
  readonly key: KeyOutputs;
  /** Days; one of the lengths that CloudWatch knows (1, 3, 5, 7, 14, 30, 60, 90, 365, …). */
  readonly retentionDays: number;
}

/** What others need of a log group. */
export interface LogGroupOutputs {
  readonly name: string;
  readonly arn: string;
}

/** An encrypted log group with an end. */
export class LogGroup extends Construct {
  readonly outputs: LogGroupOutputs;
  constructor(scope: Construct, id: string, { place, name, key, retentionDays }: LogGroupProps) {
    super(scope, id);
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
