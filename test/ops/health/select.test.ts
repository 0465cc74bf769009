import { expect, test } from "vitest";
import { OperatorError } from "../../../contracts/errors.ts";
import { local } from "../../../environments/local.ts";
import { selectChecks } from "../../../ops/health/select.ts";

const checks = ["queues.age", "queues.dead-letters", "lake.buckets", "lakeside.view"].map((id) => ({ id }));
const select = (...only: readonly string[]): string[] => selectChecks(checks, only, local).map((c) => c.id);

test("nothing asked for is everything", () => {
  expect(selectChecks(checks, undefined, local)).toBe(checks);
  expect(select()).toHaveLength(4);
});

test("an id, a group, or several; in the list's order, each once", () => {
  expect(select("lake.buckets")).toEqual(["lake.buckets"]);
  expect(select("lake")).toEqual(["lake.buckets"]);
  expect(select("lake", "queues", "queues.age")).toEqual(["queues.age", "queues.dead-letters", "lake.buckets"]);
});

test("an unknown id suggests the nearest", () => {
  const error = (): unknown => {
    try {
      return select("queues.dead-leters");
    } catch (e) {
      return e;
    }
  };
  expect(error()).toBeInstanceOf(OperatorError);
  expect(error()).toMatchObject({
    code: "CAP_NO_CHECK",
    message: 'no check is called "queues.dead-leters", did you mean "queues.dead-letters"? nothing was looked at',
    nextSteps: ["cap health --env local --only queues.dead-letters", "groups: queues, lake, lakeside"],
  });
  expect(() => select("xyz")).toThrow(/no check is called "xyz"; nothing was looked at/);
});
