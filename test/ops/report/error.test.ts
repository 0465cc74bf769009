import { afterEach, expect, test, vi } from "vitest";
import { exitCode } from "../../../contracts/errors.ts";
import { showError } from "../../../ops/report/error.ts";

afterEach(() => vi.restoreAllMocks());

test("what was asked to stop is told as interrupted, and is no mistake of CAP", () => {
  const written = vi.spyOn(process.stderr, "write").mockReturnValue(true);
  expect(showError(AbortSignal.abort().reason, false)).toBe(exitCode.interrupted);
  expect(written.mock.calls.join("")).toMatch(/^\S+ interrupted\n$/);
});
