import { stripVTControlCharacters } from "node:util";
import { afterEach, expect, test, vi } from "vitest";
import { exitCode, OperatorError } from "../../../contracts/errors.ts";
import { showError } from "../../../ops/report/error.ts";

afterEach(() => {
  vi.restoreAllMocks();
  vi.unstubAllEnvs();
});

test("what was asked to stop is told as interrupted, and is no mistake of CAP", () => {
  const written = vi.spyOn(process.stderr, "write").mockReturnValue(true);
  expect(showError(AbortSignal.abort().reason, false)).toBe(exitCode.interrupted);
  expect(written.mock.calls.join("")).toMatch(/^\S+ interrupted\n$/);
});

test("a next command is spelt as CAP was called, also where it comes from what knows of no command line", () => {
  vi.stubEnv("npm_command", "exec");
  const written = vi.spyOn(process.stderr, "write").mockReturnValue(true);
  const next = ["cap env list", "npx cap plan --env dev", "captions stay as they are"];
  showError(new OperatorError("CAP_X", "why", next), false);
  const lines = stripVTControlCharacters(written.mock.calls.join("")).split("\n");
  expect(lines.slice(1, 4).map((line) => line.replace(/^,?\s*→ /, ""))).toEqual([`npx ${next[0]}`, ...next.slice(1)]);
});
