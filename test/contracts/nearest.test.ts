import { expect, test } from "vitest";
import { meant, nearest } from "../../contracts/nearest.ts";

test("the nearest word, when one is near", () => {
  const words = ["queues", "queues.age", "lake"];
  expect(nearest("queus", words)).toBe("queues");
  expect(nearest("lakes", words)).toBe("lake");
  expect(nearest("queues.aeg", words)).toBe("queues.age");
});

test("nothing when none is", () => {
  expect(nearest("mountains", ["queues", "lake"])).toBeUndefined();
  expect(nearest("x", [])).toBeUndefined();
});

test("what was most likely meant is a next step", () => {
  expect(meant("prdo", ["dev", "prod"])).toEqual(["did you mean prod?"]);
  expect(meant("elsewhere", ["dev", "prod"])).toEqual([]);
});
