/**
 * One line of JSON per request: who asked what, how it ended, and whose time it took. No header and no query: tokens and
 * what people search for stay out of it. Source: API Gateway developer guide, "$context variables".
 */
export const accessLogFormat: string = JSON.stringify({
  request: "$context.requestId",
  trace: "$context.xrayTraceId",
  time: "$context.requestTimeEpoch",
  customer: "$context.authorizer.customer",
  address: "$context.identity.sourceIp",
  verb: "$context.httpMethod",
  path: "$context.resourcePath",
  status: "$context.status",
  error: "$context.error.responseType",
  waf: "$context.wafResponseCode",
  authorizer: "$context.authorizer.status",
  authorizerMs: "$context.authorizer.latency",
  integration: "$context.integration.status",
  integrationMs: "$context.integration.latency",
  ms: "$context.responseLatency",
  bytes: "$context.responseLength",
});
