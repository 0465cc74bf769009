import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";

const root = fileURLToPath(new URL("../..", import.meta.url));
const cap = (...args: string[]) =>
  spawnSync(process.execPath, [join(root, "ops/main.ts"), ...args], { encoding: "utf8", timeout: 20_000 });

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

it("a command that acts has to be told the environment", () => {
  const { status, stdout } = cap("down", "--json");
  expect(status).toBe(1);
  expect(JSON.parse(stdout).error.code).toBe("CAP_WHICH_ENVIRONMENT");
});
