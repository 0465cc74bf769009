import { execFile } from "node:child_process";
import { readFileSync } from "node:fs";
import { promisify } from "node:util";
import { expect, test } from "vitest";

const document = JSON.parse(readFileSync("contracts/openapi/v1.json", "utf8")) as {
  readonly paths: Readonly<Record<string, Readonly<Record<string, { readonly security?: readonly object[] }>>>>;
};

test("the document that infrastructure builds the API from is what control serves; `npm run docs` writes it", async () => {
  const { stdout } = await promisify(execFile)("node_modules/.bin/node", ["services/control/describe.ts"]);
  expect(JSON.parse(stdout)).toEqual(document);
});

test("every request of it is below its version and asks for the token", () => {
  expect(Object.keys(document.paths).length).toBeGreaterThanOrEqual(3);
  for (const [path, operations] of Object.entries(document.paths)) {
    expect(path).toMatch(/^\/v1\//);
    for (const operation of Object.values(operations)) expect(operation.security, path).toEqual([{ token: [] }]);
  }
});
