import { createServer, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import type { Answer, Question } from "../../../services/authorize/decide.ts";
import { fastest } from "../../support/fastest.ts";

type Table = (response: ServerResponse, asked: number) => void;

const own = "key-of-the-environment";
const question: Question = {
  authorizationToken: "Bearer the-token",
  methodArn: "arn:aws:execute-api:eu-west-1:123456789012:abc123/v1/GET/v1/events",
};

let server: Server | undefined;
let handler: (question: Question) => Promise<Answer>;
let logged: string;
beforeEach(async () => {
  logged = "";
  vi.spyOn(process.stdout, "write").mockImplementation((chunk) => {
    logged += chunk;
    return true;
  });
  vi.resetModules();
  ({ handler } = await import("../../../services/authorize/index.ts"));
});
afterEach(() => {
  vi.restoreAllMocks();
  vi.unstubAllEnvs();
  server?.closeAllConnections();
  server?.close();
});

/** An AWS that has the token, and whose DynamoDB does as `table`; counts how often that was asked. */
async function awsWith(table: Table): Promise<{ readonly asked: () => number }> {
  let asked = 0;
  server = createServer((request, response) => {
    request.resume();
    response.setHeader("content-type", "application/x-amz-json-1.1");
    if (request.headers["x-amz-target"] === "secretsmanager.GetSecretValue")
      response.end(JSON.stringify({ SecretString: "the-token" }));
    else table(response, ++asked);
  });
  await new Promise<void>((resolve) => server?.listen(0, "127.0.0.1", resolve));
  const settings = {
    AWS_ENDPOINT_URL: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    AWS_ACCESS_KEY_ID: "test",
    AWS_SECRET_ACCESS_KEY: "test",
    CAP_ENV: "prod",
    API_TOKEN_SECRET: "cap-prod-api-token",
    CUSTOMERS_TABLE: "cap-prod-customers",
    USAGE_KEY: own,
    PLAN_KEYS: "{}",
  };
  for (const [name, value] of Object.entries(settings)) vi.stubEnv(name, value);
  return { asked: () => asked };
}

test("a table that stays silent, or stops amid its answer, refuses nobody: half the function's time is enough", async () => {
  const { asked } = await awsWith((response, nth) => {
    if (nth > 1) response.writeHead(200, { "content-length": "1000" }).write("{");
  });
  // Loads all that is loaded once: what is measured is the wait.
  await handler({ ...question, authorizationToken: "Bearer wrong" });
  const answers = async (): Promise<void> => {
    const before = asked();
    expect(await handler(question)).toMatchObject({ principalId: "prod", usageIdentifierKey: own });
    expect(asked() - before).toBe(2);
  };
  expect(await fastest(5_000, answers)).toBeLessThan(5_000);
});

test("an item that tells no key is warned of, with the customer and why", async () => {
  await awsWith((response) => response.end(JSON.stringify({ Item: { customer_id: { S: "prod" } } })));
  expect(await handler(question)).toMatchObject({ principalId: "prod", usageIdentifierKey: own });
  const warning = { level: "warn", customer: "prod", why: expect.stringContaining("plan: ") };
  expect(JSON.parse(logged)).toMatchObject(warning);
});

test("what could not be opened is opened by the next call, and what could is kept", async () => {
  await awsWith((response) => response.end("{}"));
  vi.stubEnv("CUSTOMERS_TABLE", "");
  await expect(handler(question)).rejects.toThrow("CUSTOMERS_TABLE");
  vi.stubEnv("CUSTOMERS_TABLE", "cap-prod-customers");
  expect(await handler(question)).toMatchObject({ principalId: "prod" });
  vi.stubEnv("CUSTOMERS_TABLE", "");
  expect(await handler(question)).toMatchObject({ principalId: "prod" });
});
