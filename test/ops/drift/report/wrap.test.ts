import { expect, test } from "vitest";
import { wrap } from "../../../../ops/drift/report/wrap.ts";
import fc from "../../../support/properties.ts";

test("breaks at spaces where there are some, else anywhere", () => {
  expect(wrap("twenty columns are the least there can be", 20)).toEqual([
    "twenty columns are",
    "the least there can",
    "be",
  ]);
  expect(wrap("x".repeat(45), 20, "  ")).toEqual(["x".repeat(20), `  ${"x".repeat(18)}`, `  ${"x".repeat(7)}`]);
});

test("no line is wider, nothing but spaces is lost, and it ends", () => {
  const text = fc.array(fc.constantFrom("a", "bb", " ", "ccccccccccccccccccccccccc")).map((parts) => parts.join(""));
  fc.assert(
    fc.property(text, fc.integer({ min: 20, max: 60 }), fc.constantFrom("", "  ", "    "), (text, width, indent) => {
      const lines = wrap(text, width, indent);
      for (const line of lines) expect(line.length).toBeLessThanOrEqual(width);
      expect(lines.join("").replaceAll(" ", "")).toBe(text.replaceAll(" ", ""));
    }),
  );
});
