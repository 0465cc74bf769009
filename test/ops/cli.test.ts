import { spawnSync } from "node:child_process";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";

const root = fileURLToPath(new URL("../..", import.meta.url));
// A home where nothing was ever brought up, and nothing that says where an AWS is.
const { AWS_ENDPOINT_URL: _, ...inherited } = process.env;
const env = { ...inherited, NO_COLOR: "1", CAP_HOME: join(tmpdir(), `cap-cli-none-${process.pid}`) };
const cap = (...args: string[]) =>
  spawnSync(process.execPath, [join(root, "ops/main.ts"), ...args], { encoding: "utf8", timeout: 120_000, env });

describe("what cap cannot understand", () => {
  it.each([
    ["a verb", ["heatlh"], "unknown command 'heatlh'", "health"],
    ["a flag", ["query", "--max-row", "1", "select 1"], "unknown option '--max-row'", "--max-rows"],
  ])("%s: the nearest is suggested, on stderr, with exit code 1", (_what, args, message, nearest) => {
    const { status, stdout, stderr } = cap(...args);
    expect({ status, stdout }).toEqual({ status: 1, stdout: "" });
    expect(stderr).toContain(message);
    expect(stderr).toContain(`Did you mean ${nearest}?`);
    expect(stderr).not.toMatch(/^ +at /m);
  });

  it.each([
    ["what an argument may be", ["lock"], "✖ missing required argument 'action': show or release\n  → cap help lock\n"],
    ["a flag's verb", ["query", "--max-row", "1", "select 1"], "  → cap help query\n"],
    [
      "a verb to help with",
      ["help", "pln"],
      '✖ there is no command "pln" to help with\n  → did you mean plan?\n  → cap help\n',
    ],
    ["an environment", ["env", "show", "prd"], "  → did you mean prod?\n  → cap env list\n"],
  ])("%s: what would be right, and what tells more", (_what, args, end) => {
    const { status, stderr } = cap(...args);
    expect(status).toBe(1);
    expect(stderr.endsWith(end), stderr).toBe(true);
  });

  it("is one document on stdout under --json", () => {
    const { status, stdout } = cap("heatlh", "--json");
    expect(status).toBe(1);
    const { error } = JSON.parse(stdout);
    expect(error).toMatchObject({ code: "CAP_USAGE", nextSteps: ["cap help"] });
    expect(error.message).toMatch(/^unknown command 'heatlh'/);
  });
});

it("help is no error", () => {
  expect(cap("help", "query")).toMatchObject({ status: 0, stdout: expect.stringContaining("Examples:") });
});

describe("what was never brought up", () => {
  it.each([
    ["health", []],
    ["history", []],
    ["lock", ["show"]],
    ["topics", ["plan"]],
  ])("cap %s says so, and its next command works where this one was run", (verb, args) => {
    const { status, stderr } = cap(verb, ...args, "--env", "dev", "--emulated");
    expect(status).toBe(1);
    expect(stderr).toBe(
      "✖ dev is not running: it was never brought up on this machine\n  → cap up --env dev --emulated\n",
    );
  });
});

it("a command that acts has to be told the environment", () => {
  const { status, stdout } = cap("down", "--json");
  expect(status).toBe(1);
  expect(JSON.parse(stdout).error.code).toBe("CAP_WHICH_ENVIRONMENT");
});
