import { expect, test } from "vitest";
import { withoutTokenTraces } from "../../stacks/token-traces.ts";

test("what is captured in the work is empty, what is thrown keeps its trace, and afterwards all is as before", () => {
  const before = Error.captureStackTrace;
  const token = { stack: "full" };
  const thrown = withoutTokenTraces(() => {
    Error.captureStackTrace(token);
    return new Error("ours");
  });
  expect(token.stack).toBe("");
  expect(thrown.stack).toContain("token-traces.test.ts");
  expect(() =>
    withoutTokenTraces(() => {
      throw new Error("fails");
    }),
  ).toThrow("fails");
  expect(Error.captureStackTrace).toBe(before);
});
