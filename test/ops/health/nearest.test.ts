import { expect, test } from "vitest";
import { nearest } from "../../../ops/health/nearest.ts";

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
