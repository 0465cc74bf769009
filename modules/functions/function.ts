import { LambdaAlias } from "@cdktf/provider-aws/lib/lambda-alias/index.js";
import { LambdaFunction } from "@cdktf/provider-aws/lib/lambda-function/index.js";
import { LambdaFunctionEventInvokeConfig } from "@cdktf/provider-aws/lib/lambda-function-event-invoke-config/index.js";
import { Construct } from "constructs";
import { assertValid, type Fault } from "../../contracts/errors.ts";
import { governedFields } from "../../contracts/governed.ts";
import { names, type Place } from "../../contracts/names.ts";
import { nodeOfFunctions } from "../../contracts/release.ts";
import type { Grant } from "../identity/policy.ts";
import { Role } from "../identity/role.ts";
import type { KeyOutputs } from "../keys/keys.ts";
import { DeadLetterQueue, type DeadLetterQueueOutputs, grantSend } from "../messaging/dead-letter-queue.ts";
import { grantTrace } from "../observability/grants.ts";
import { grantLog, LogGroup, type LogGroupOutputs } from "../observability/log-group.ts";
import { type Bundle, placeCode } from "./code.ts";

/** One Lambda function. */
export interface FunctionProps {
  readonly place: Place;
  readonly name: string;
  /** The code: an archive with `index.mjs`, which exports `handler`. */
  readonly bundle: Bundle;
  /** Encrypts environment variables, dead letters and logs. */
  readonly key: KeyOutputs;
  readonly environment: Readonly<Record<string, string>>;
  /** What the code may do, beside writing its log and its dead letters. */
  readonly grants: readonly Grant[];
  readonly logRetentionDays: number;
  /** @default - 256. */
  readonly memoryMib?: number;
  /** Longest run, 1 to 900. @default - 30. */
  readonly timeoutSeconds?: number;
  /**
   * So many runs at once are kept for it, and it never has more. Taken from what all functions of the account share: a
   * new account has 10 in all, and AWS refuses to leave fewer than 100 unreserved. @default - it shares.
   */
  readonly reservedConcurrency?: number;
  /** Sends a trace of sampled calls to X-Ray. @default - false: a caller's trace ends here. */
  readonly traced?: boolean;
  /** Who leads callers to a new version. `promoted` leaves the alias to the deploy tool. @default - `terraform`. */
  readonly releases?: "terraform" | "promoted";
}

/** What others need of a function. */
export interface FunctionOutputs {
  readonly name: string;
  /** The version that callers get. */
  readonly alias: { readonly name: string; readonly arn: string };
  readonly timeoutSeconds: number;
  readonly logGroup: LogGroupOutputs;
  readonly deadLetters: DeadLetterQueueOutputs;
}

/** Every fault of the props. */
export function validateFunction(p: FunctionProps): Fault[] {
  const faults: Fault[] = [];
  const { memoryMib = 256, timeoutSeconds = 30 } = p;
  if (!(memoryMib >= 128 && memoryMib <= 10_240))
    faults.push({ field: "memoryMib", got: memoryMib, want: "128 to 10240" });
  if (!(timeoutSeconds >= 1 && timeoutSeconds <= 900))
    faults.push({ field: "timeoutSeconds", got: timeoutSeconds, want: "1 to 900" });
  const { reservedConcurrency: reserved = 1 } = p;
  if (!(Number.isInteger(reserved) && reserved >= 1))
    faults.push({ field: "reservedConcurrency", got: reserved, want: "at least 1: with 0 it never runs" });
  return faults;
}

/** A Node.js function on ARM with its own role, dead-letter queue, JSON log and the alias `live`. */
export class CapFunction extends Construct {
  readonly outputs: FunctionOutputs;
  constructor(scope: Construct, id: string, props: FunctionProps) {
    super(scope, id);
    assertValid(`function ${props.name}`, validateFunction(props));
    const { place, name, key, timeoutSeconds = 30 } = props;
    const logGroup = new LogGroup(this, "log", { place, name, key, retentionDays: props.logRetentionDays }).outputs;
    const deadLetters = new DeadLetterQueue(this, "dead-letters", { place, name, key }).outputs;
    const made = this.code(props, logGroup, deadLetters);
    const alias = new LambdaAlias(this, "live", {
      name: "live",
      functionName: made.functionName,
      functionVersion: made.version,
      lifecycle: { ignoreChanges: governedFields("aws_lambda_alias", props.releases === "promoted" ? ["deploy"] : []) },
    });
    new LambdaFunctionEventInvokeConfig(this, "async", {
      functionName: made.functionName,
      qualifier: alias.name,
      maximumEventAgeInSeconds: 300,
      maximumRetryAttempts: 1,
    });
    this.outputs = {
      name: made.functionName,
      alias: { name: alias.name, arn: alias.arn },
      timeoutSeconds,
      logGroup,
      deadLetters,
    };
  }

  private code(props: FunctionProps, logGroup: LogGroupOutputs, dlq: DeadLetterQueueOutputs): LambdaFunction {
    const { place, name, key, environment, grants, memoryMib = 256, timeoutSeconds = 30, traced = false } = props;
    const role = new Role(this, "role", {
      place,
      name: `${name}-function`,
      assumedBy: "lambda.amazonaws.com",
      grants: [...grants, grantLog(logGroup), grantSend(dlq), ...(traced ? [grantTrace] : [])],
    }).outputs;
    return new LambdaFunction(this, "function", {
      functionName: names.of(place, name),
      role: role.arn,
      runtime: `nodejs${nodeOfFunctions}.x`,
      architectures: ["arm64"],
      handler: "index.handler",
      filename: placeCode(this, name, props.bundle),
      sourceCodeHash: props.bundle.hash,
      publish: true,
      memorySize: memoryMib,
      timeout: timeoutSeconds,
      kmsKeyArn: key.arn,
      environment: { variables: { ...environment } },
      tracingConfig: { mode: traced ? "Active" : "PassThrough" },
      ...(props.reservedConcurrency === undefined ? {} : { reservedConcurrentExecutions: props.reservedConcurrency }),
      deadLetterConfig: { targetArn: dlq.arn },
      loggingConfig: { logFormat: "JSON", logGroup: logGroup.name },
      // Lambda tries the dead-letter queue with the role when it is created.
      dependsOn: [...role.ready],
    });
  }
}
