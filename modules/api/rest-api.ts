import { ApiGatewayDeployment } from "@cdktf/provider-aws/lib/api-gateway-deployment/index.js";
import { ApiGatewayRestApi } from "@cdktf/provider-aws/lib/api-gateway-rest-api/index.js";
import { ApiGatewayRestApiPolicy } from "@cdktf/provider-aws/lib/api-gateway-rest-api-policy/index.js";
import { LambdaPermission } from "@cdktf/provider-aws/lib/lambda-permission/index.js";
import { Fn } from "cdktf";
import { Construct } from "constructs";
import { assertValid, type Fault } from "../../contracts/errors.ts";
import { names, type Place } from "../../contracts/names.ts";
import { type RequestRate, throttleFaults } from "../../contracts/request-rates.ts";
import type { FunctionOutputs } from "../functions/function.ts";
import { denyPlainText, policyDocument } from "../identity/policy.ts";
import type { KeyOutputs } from "../keys/keys.ts";
import type { LogGroupOutputs } from "../observability/log-group.ts";
import type { ApiDocument } from "./document.ts";
import { compressFrom, gatewayDocument } from "./gateway-document.ts";
import { Stage } from "./stage.ts";

/** The HTTP API that customers call. */
export interface RestApiProps {
  readonly place: Place;
  /** What can be asked: the document of the service that answers. */
  readonly document: ApiDocument;
  /** Where requests go on to: the entrance, by its name, over TLS. */
  readonly backend: `https://${string}`;
  /** Says who calls. */
  readonly authorizer: FunctionOutputs;
  /** Of all customers together. */
  readonly throttle: RequestRate;
  /** Whether sampled requests begin a trace. */
  readonly traced: boolean;
  /** Encrypts the logs. */
  readonly key: KeyOutputs;
  readonly logRetentionDays: number;
}

/** What others need of the API. */
export interface RestApiOutputs {
  readonly id: string;
  readonly name: string;
  readonly stage: string;
  /** `v1`, the same as text: for addresses. */
  readonly version: string;
  /** Of the stage: what a firewall is put in front of. */
  readonly stageArn: string;
  readonly accessLog: LogGroupOutputs;
}

/** The one version there is; a second would be a stage beside it, with a document of its own. */
const version = "v1";

/** Every fault of the props. */
export function validateRestApi({ backend, throttle }: RestApiProps): Fault[] {
  const rates = throttleFaults("throttle", throttle);
  if (/^https:\/\/[^/]+$/.test(backend)) return rates;
  return [{ field: "backend", got: backend, want: "https:// and a name, without a path" }, ...rates];
}

/**
 * A regional REST API from an OpenAPI document, with one stage. Its generated address is off: callers use the name that
 * ApiName gives it.
 */
export class RestApi extends Construct {
  readonly outputs: RestApiOutputs;
  constructor(scope: Construct, id: string, props: RestApiProps) {
    super(scope, id);
    assertValid("API", validateRestApi(props));
    const { place, authorizer } = props;
    const { region } = place;
    const path = "lambda:path/2015-03-31/functions";
    const authorizerUri = `arn:aws:apigateway:${region}:${path}/${authorizer.alias.arn}/invocations`;
    const body = JSON.stringify(gatewayDocument({ ...props, version, authorizerUri }));
    const api = new ApiGatewayRestApi(this, "api", {
      name: names.of(place, "api"),
      description: props.document.info.description ?? props.document.info.title,
      body,
      // Told here as well, or the provider would see what the document set as drift.
      apiKeySource: "AUTHORIZER",
      minimumCompressionSize: String(compressFrom),
      endpointConfiguration: { types: ["REGIONAL"] },
      disableExecuteApiEndpoint: true,
      lifecycle: { createBeforeDestroy: true },
    });
    new LambdaPermission(this, "authorizer-permission", {
      statementId: "api",
      action: "lambda:InvokeFunction",
      functionName: authorizer.name,
      qualifier: authorizer.alias.name,
      principal: "apigateway.amazonaws.com",
      sourceArn: `${api.executionArn}/authorizers/*`,
    });
    const policy = this.policy(api);
    const deployment = new ApiGatewayDeployment(this, "deployment", {
      restApiId: api.id,
      // A stage serves a copy: another document or policy has to be deployed to count.
      triggers: { document: Fn.sha1(api.body), policy: Fn.sha1(policy.policy) },
      lifecycle: { createBeforeDestroy: true },
    });
    const stage = new Stage(this, "stage", { ...props, api, deployment, name: version }).outputs;
    this.outputs = {
      id: api.id,
      name: api.name,
      stage: stage.name,
      version,
      stageArn: stage.arn,
      accessLog: stage.accessLog,
    };
  }

  /** Anybody may ask, because the authoriser decides; nobody in the clear. */
  private policy(api: ApiGatewayRestApi): ApiGatewayRestApiPolicy {
    const everyRequest = [`${api.executionArn}/${version}/*`];
    return new ApiGatewayRestApiPolicy(this, "policy", {
      restApiId: api.id,
      policy: policyDocument([
        {
          Sid: "Callers",
          Effect: "Allow",
          Principal: "*",
          Action: ["execute-api:Invoke"],
          Resource: everyRequest,
          Condition: { Bool: { "aws:SecureTransport": "true" } },
        },
        denyPlainText("execute-api:Invoke", everyRequest),
      ]),
    });
  }
}
