import { BugError } from "../../contracts/errors.ts";
import type { ApiDocument, Operation } from "./document.ts";
import { gatewayResponses } from "./gateway-responses.ts";

/** What the gateway does with a request. */
export interface GatewayParts {
  readonly document: ApiDocument;
  /** Version of the API: the first part of its paths, and the stage. */
  readonly version: `v${number}`;
  /** Where requests go: `https://cap.example.com`, without a path. */
  readonly backend: `https://${string}`;
  /** URI that API Gateway calls the authoriser by. */
  readonly authorizerUri: string;
}

/** API Gateway gives up a moment before its own limit of 29 s would. */
const timeoutMs = 28_000;
/** How long an answer of the authoriser holds for a token, seconds. */
const believedSeconds = 300;
/** Smaller answers are not worth compressing, bytes. */
export const compressFrom = 1_024;

/**
 * The service's own document as API Gateway takes it: OpenAPI 3.0.1, because it knows no 3.1; paths without the version,
 * which is the stage; and for every request a validator, the authoriser, a plan's key, and the way on over TLS. Schemas of
 * answers are left out: they would become models that nothing reads.
 * Source: API Gateway developer guide, "OpenAPI extensions".
 */
export function gatewayDocument({ document, version, backend, authorizerUri }: GatewayParts): object {
  const paths = Object.entries(document.paths).map(([path, operations]) => {
    if (!path.startsWith(`/${version}/`)) throw new BugError(`${path} of the API document is not below /${version}`);
    const requests = Object.entries(operations).map(([verb, o]) => [verb, request(o, verb, `${backend}${path}`)]);
    return [path.slice(version.length + 1), Object.fromEntries(requests)];
  });
  return {
    openapi: "3.0.1",
    info: { title: document.info.title, version: document.info.version },
    paths: Object.fromEntries(paths),
    components: { securitySchemes: { token: tokenScheme(authorizerUri), usage: usageScheme } },
    "x-amazon-apigateway-request-validators": { all: { validateRequestBody: true, validateRequestParameters: true } },
    "x-amazon-apigateway-request-validator": "all",
    "x-amazon-apigateway-api-key-source": "AUTHORIZER",
    "x-amazon-apigateway-minimum-compression-size": compressFrom,
    "x-amazon-apigateway-gateway-responses": gatewayResponses,
  };
}

function request({ summary, parameters = [], requestBody, responses }: Operation, verb: string, uri: string): object {
  const inPath = parameters.filter((p) => p.in === "path");
  return {
    ...(summary === undefined ? {} : { summary }),
    parameters,
    ...(requestBody === undefined ? {} : { requestBody }),
    responses: Object.fromEntries(
      Object.entries(responses).map(([status, { description }]) => [status, { description }]),
    ),
    security: [{ token: [], usage: [] }],
    "x-amazon-apigateway-integration": {
      type: "http_proxy",
      httpMethod: verb.toUpperCase(),
      uri,
      connectionType: "INTERNET",
      passthroughBehavior: "when_no_match",
      timeoutInMillis: timeoutMs,
      tlsConfig: { insecureSkipVerification: false },
      requestParameters: Object.fromEntries(
        inPath.map(({ name }) => [`integration.request.path.${name}`, `method.request.path.${name}`]),
      ),
    },
  };
}

const tokenScheme = (authorizerUri: string) => ({
  type: "apiKey",
  name: "Authorization",
  in: "header",
  "x-amazon-apigateway-authtype": "custom",
  "x-amazon-apigateway-authorizer": {
    type: "token",
    authorizerUri,
    authorizerResultTtlInSeconds: believedSeconds,
    // What is no bearer token is refused without a call.
    identityValidationExpression: "^[Bb]earer +\\S+$",
  },
});

// Nobody sends it: the authoriser says whose it is. API Gateway counts nothing against a plan without it.
const usageScheme = { type: "apiKey", name: "x-api-key", in: "header" };
