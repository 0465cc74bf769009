import { expect, test } from "vitest";
import type { ApiDocument, Operation } from "../../../modules/api/document.ts";
import { gatewayDocument } from "../../../modules/api/gateway-document.ts";
import { gatewayResponses } from "../../../modules/api/gateway-responses.ts";

const answers = { 200: { description: "fine", content: { "application/json": {} } } };
const get: Operation = { summary: "one", responses: answers };
const withPath: Operation = {
  parameters: [{ name: "id", in: "path", required: true }],
  requestBody: { required: true },
  responses: answers,
};
const document = (paths: ApiDocument["paths"]): ApiDocument => ({ info: { title: "t", version: "1" }, paths });
interface Gateway {
  readonly openapi: string;
  readonly paths: Readonly<Record<string, Readonly<Record<string, Readonly<Record<string, unknown>>>>>>;
  readonly [extension: string]: unknown;
}
const made = (paths: ApiDocument["paths"]): Gateway =>
  gatewayDocument({
    document: document(paths),
    version: "v1",
    backend: "https://cap.example.com",
    authorizerUri: "arn:aws:apigateway:…",
  }) as Gateway;
const integration = (of: Readonly<Record<string, unknown>> | undefined) =>
  of?.["x-amazon-apigateway-integration"] as { uri: string; httpMethod: string; requestParameters: object };

test("a path loses its version, which is the stage, and goes on to the whole path over TLS", () => {
  const { paths } = made({ "/v1/events": { get } });
  expect(Object.keys(paths)).toEqual(["/events"]);
  expect(integration(paths["/events"]?.["get"])).toMatchObject({
    uri: "https://cap.example.com/v1/events",
    httpMethod: "GET",
    tlsConfig: { insecureSkipVerification: false },
  });
});

test("every request is validated, authorised and counted", () => {
  const gateway = made({ "/v1/a": { get, post: withPath }, "/v1/b/{id}": { get: withPath } });
  for (const operations of Object.values(gateway.paths))
    for (const operation of Object.values(operations))
      expect(operation["security"]).toEqual([{ token: [], usage: [] }]);
  expect(gateway["x-amazon-apigateway-request-validator"]).toBe("all");
  expect(gateway["x-amazon-apigateway-request-validators"]).toEqual({
    all: { validateRequestBody: true, validateRequestParameters: true },
  });
  expect(gateway["x-amazon-apigateway-api-key-source"]).toBe("AUTHORIZER");
});

test("what stands in a path is handed on, and a body is asked for where the service asks for it", () => {
  const operation = made({ "/v1/b/{id}": { put: withPath } }).paths["/b/{id}"]?.["put"];
  expect(integration(operation).requestParameters).toEqual({ "integration.request.path.id": "method.request.path.id" });
  expect(operation?.["requestBody"]).toEqual({ required: true });
});

test("it is OpenAPI 3.0, and answers carry no schema that would become a model", () => {
  const gateway = made({ "/v1/events": { get } });
  expect(gateway.openapi).toBe("3.0.1");
  expect(gateway.paths["/events"]?.["get"]?.["responses"]).toEqual({ 200: { description: "fine" } });
});

test("a path of another version is a bug, not a request that nobody finds", () => {
  expect(() => made({ "/v2/events": { get } })).toThrow(/not below \/v1/);
});

test("what API Gateway answers by itself is JSON, never repeats what was sent, and never says why a token is wrong", () => {
  for (const [name, { responseTemplates }] of Object.entries(gatewayResponses)) {
    const text = responseTemplates["application/json"];
    expect(() => JSON.parse(text), name).not.toThrow();
    expect(text, name).not.toMatch(/\$(input|method\.request|context\.(path|identity))/);
  }
  expect(gatewayResponses.ACCESS_DENIED).toMatchObject({ statusCode: "401" });
  expect(gatewayResponses.DEFAULT_4XX).not.toHaveProperty("statusCode");
});
