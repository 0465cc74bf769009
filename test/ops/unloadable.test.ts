import { spawnSync } from "node:child_process";
import { appendFileSync, cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { root } from "../../ops/home.ts";
import { faultOfEnvironment } from "../../ops/unloadable.ts";

const copy = mkdtempSync(join(tmpdir(), "cap-mistyped-"));

beforeAll(() => {
  for (const folder of ["adapters", "contracts", "environments", "local", "ops", "services", "package.json"])
    cpSync(join(root, folder), join(copy, folder), { recursive: true });
  symlinkSync(join(root, "node_modules"), join(copy, "node_modules"));
});
afterAll(() => rmSync(copy, { recursive: true }));

const cap = (...args: string[]) =>
  spawnSync(process.execPath, [join(copy, "ops/main.ts"), ...args], { encoding: "utf8", timeout: 120_000 });

test("a mistyped environment is told with its file and line, and no stack", () => {
  const file = join(copy, "environments/dev.ts");
  const line = readFileSync(file, "utf8").split("\n").length;
  appendFileSync(file, "export const x = {;\n");
  const { status, stdout, stderr } = cap("env", "list", "--json");
  const [first, next] = stderr.split("\n");
  expect(first).toMatch(/ Unexpected token `;`.*; nothing was done$/);
  expect(first).toContain(`✖ environments/dev.ts:${line}: `);
  expect(next).toMatch(/^ {2}→ correct the file/);
  expect(stderr).not.toContain("    at ");
  expect(JSON.parse(stdout)).toMatchObject({ error: { code: "CAP_BAD_FILE" } });
  expect(status).toBe(1);
});

test("so is one that imports or names what is not there; what else cannot be loaded is no operator's fault", () => {
  const fault = (...stack: string[]) => {
    const error = new ReferenceError("x is not defined");
    error.stack = stack.map((line) => line.replace("file://", `file://${copy}/`)).join("\n");
    return faultOfEnvironment(error, `${copy}/`)?.message;
  };
  const told = "environments/dev.ts:9: x is not defined; nothing was done";
  expect(fault("ReferenceError: x is not defined", "    at file://environments/dev.ts:9:9")).toBe(told);
  expect(fault("file://environments/dev.ts:9", 'import { x } from "./prod.ts";', "         ^")).toBe(told);
  expect(fault("file://ops/cli.ts:1", "SyntaxError: no", "    at file://environments/dev.ts:9:9")).toBeUndefined();
});
