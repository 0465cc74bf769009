import { expect, it } from "vitest";
import { OperatorError } from "../../contracts/errors.ts";
import { wholeNumber } from "../../ops/flags.ts";

const range = { min: 1, max: 10 };

it("reads a whole number in its range", () => expect(wholeNumber("--n", "10", range)).toBe(10));

it.each(["", "0", "11", "1.5", "-1", "1e1", "ten", true, undefined])("refuses %j and names the flag", (value) => {
  expect(() => wholeNumber("--n", value, range)).toThrow(OperatorError);
  expect(() => wholeNumber("--n", value, range)).toThrow("--n");
});
