/** Answers that API Gateway gives by itself, in the shape of the service's own (RFC 9457): status, title, detail. */
const problem = (
  status: number | undefined,
  title: string,
  detail: string,
  headers: Readonly<Record<string, string>> = {},
) => ({
  ...(status === undefined ? {} : { statusCode: String(status) }),
  responseTemplates: {
    "application/json": JSON.stringify({ status, title, detail, request: "$context.requestId" }),
  },
  responseParameters: Object.fromEntries(
    Object.entries({ "content-type": "application/problem+json", "cache-control": "no-store", ...headers }).map(
      ([name, value]) => [`gatewayresponse.header.${name}`, `'${value}'`],
    ),
  ),
});

const challenge = { "www-authenticate": "Bearer" };
// Of a body it would hold quotes, which end the string that it stands in.
const invalid = "$context.error.validationErrorString";
const send = "Send the API token of this environment as `Authorization: Bearer <token>`.";

/**
 * By API Gateway's own word for what happened. None repeats what was sent: it could be a script.
 * Source: API Gateway developer guide, "Gateway response types".
 */
export const gatewayResponses = {
  UNAUTHORIZED: problem(401, "No token", send, challenge),
  ACCESS_DENIED: problem(401, "Wrong token", send, challenge),
  MISSING_AUTHENTICATION_TOKEN: problem(404, "No such address", "The documentation lists what there is."),
  BAD_REQUEST_PARAMETERS: problem(400, "Parameters are not valid", invalid),
  BAD_REQUEST_BODY: problem(400, "The body is not valid", "The documentation lists what this request needs."),
  REQUEST_TOO_LARGE: problem(413, "The request is too large", "API Gateway takes 10 MB."),
  THROTTLED: problem(429, "Too many requests", "Ask again in a second.", { "retry-after": "1" }),
  QUOTA_EXCEEDED: problem(429, "The plan's requests of this month are used up", "A larger plan has more."),
  WAF_FILTERED: problem(403, "Refused", "The request looks like an attack; tell us its number if it is none."),
  AUTHORIZER_FAILURE: problem(500, "A fault of ours", "The token could not be checked."),
  INTEGRATION_TIMEOUT: problem(504, "Reading took too long", "Ask for a shorter time range (from, to)."),
  // Several statuses end here: each keeps its own.
  DEFAULT_4XX: problem(undefined, "The request cannot be answered", "$context.error.responseType"),
  DEFAULT_5XX: problem(undefined, "A fault of ours", "$context.error.responseType"),
} as const;
