import { ApiGatewayClientCertificate } from "@cdktf/provider-aws/lib/api-gateway-client-certificate/index.js";
import type { ApiGatewayDeployment } from "@cdktf/provider-aws/lib/api-gateway-deployment/index.js";
import { ApiGatewayMethodSettings } from "@cdktf/provider-aws/lib/api-gateway-method-settings/index.js";
import type { ApiGatewayRestApi } from "@cdktf/provider-aws/lib/api-gateway-rest-api/index.js";
import { ApiGatewayStage } from "@cdktf/provider-aws/lib/api-gateway-stage/index.js";
import { CloudwatchLogGroup } from "@cdktf/provider-aws/lib/cloudwatch-log-group/index.js";
import { Construct } from "constructs";
import { names, type Place } from "../../contracts/names.ts";
import type { KeyOutputs } from "../keys/keys.ts";
import { LogGroup, type LogGroupOutputs } from "../observability/log-group.ts";
import { accessLogFormat } from "./access-log.ts";

/** One version of the API, as it is served. */
export interface StageProps {
  readonly place: Place;
  readonly api: ApiGatewayRestApi;
  /** What is served. */
  readonly deployment: ApiGatewayDeployment;
  /** The version: first part of every path. */
  readonly name: string;
  readonly throttle: { readonly perSecond: number; readonly burst: number };
  readonly traced: boolean;
  readonly key: KeyOutputs;
  readonly logRetentionDays: number;
}

/** What others need of a stage. */
export interface StageOutputs {
  /** As Terraform knows it, not as text: what is attached to a stage waits for it. */
  readonly name: string;
  readonly arn: string;
  readonly accessLog: LogGroupOutputs;
}

/**
 * A stage with an access log, a log of errors, a throttle, and a certificate that it shows to the entrance. An account's
 * stages can log once modules/api/account-logging.ts has been applied there.
 */
export class Stage extends Construct {
  readonly outputs: StageOutputs;
  constructor(scope: Construct, id: string, props: StageProps) {
    super(scope, id);
    const { place, api, deployment, name, key, logRetentionDays: retentionDays } = props;
    const accessLog = new LogGroup(this, "access-log", { place, name: "api-access", key, retentionDays }).outputs;
    const shown = new ApiGatewayClientCertificate(this, "client-certificate", {
      description: `Shown by ${names.of(place, "api")} to what it calls`,
    });
    const stage = new ApiGatewayStage(this, "stage", {
      restApiId: api.id,
      deploymentId: deployment.id,
      stageName: name,
      xrayTracingEnabled: props.traced,
      clientCertificateId: shown.id,
      accessLogSettings: { destinationArn: accessLog.arn, format: accessLogFormat },
    });
    this.outputs = { name: stage.stageName, arn: stage.arn, accessLog };
    this.settings(stage, props);
  }

  private settings(stage: ApiGatewayStage, { api, throttle, key, logRetentionDays }: StageProps): void {
    // API Gateway would make it itself, without an end and without our key.
    const errors = new CloudwatchLogGroup(this, "execution-log", {
      name: names.apiExecutionLog(api.id, stage.stageName),
      retentionInDays: logRetentionDays,
      kmsKeyId: key.arn,
    });
    new ApiGatewayMethodSettings(this, "settings", {
      restApiId: api.id,
      stageName: stage.stageName,
      methodPath: "*/*",
      settings: {
        metricsEnabled: true,
        loggingLevel: "ERROR",
        // Whole requests would be logged, with their tokens.
        dataTraceEnabled: false,
        throttlingRateLimit: throttle.perSecond,
        throttlingBurstLimit: throttle.burst,
        cachingEnabled: false,
        cacheDataEncrypted: true,
      },
      dependsOn: [errors],
    });
  }
}
