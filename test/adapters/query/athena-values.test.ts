import { describe, expect, test } from "vitest";
import { athenaValue } from "../../../adapters/query/athena-values.ts";
import { parsedJson } from "../../../adapters/query/json.ts";

const value = (type: string, text: string | undefined) => athenaValue(text, { name: "c", type });

describe("what Athena prints", () => {
  test.each([
    ["varchar", "", ""],
    ["varchar", "12", "12"],
    ["integer", "-7", -7],
    ["bigint", "9007199254740991", 9_007_199_254_740_991],
    ["bigint", "9007199254740993", "9007199254740993"],
    ["decimal", "1.25", 1.25],
    ["decimal", "-123456789012345.5", "-123456789012345.5"],
    ["double", "1.5E10", 1.5e10],
    ["double", "NaN", "NaN"],
    ["float", "-Infinity", "-Infinity"],
    ["boolean", "true", true],
    ["boolean", "false", false],
    ["date", "2026-01-31", "2026-01-31"],
    ["timestamp", "2026-01-31 09:34:56.789", "2026-01-31T09:34:56.789Z"],
    ["timestamp", "2026-01-31 09:34:56.000", "2026-01-31T09:34:56.000Z"],
    ["timestamp", "2026-01-31 09:34:56", "2026-01-31T09:34:56.000Z"],
    ["timestamp", "2026-01-31 09:34:56.123456", "2026-01-31T09:34:56.123456Z"],
    ["timestamp with time zone", "2026-01-31 09:34:56.789 UTC", "2026-01-31T09:34:56.789Z"],
    ["timestamp with time zone", "2026-01-31 09:34:56.789 Europe/Berlin", "2026-01-31 09:34:56.789 Europe/Berlin"],
    ["json", '{"a":[1,null]}', { a: [1, null] }],
    ["interval day to second", "1 00:00:00.000", "1 00:00:00.000"],
  ])("as %s %j is %j", (type, text, want) => {
    expect(value(type, text)).toEqual(want);
  });

  test("nothing is null, whatever the type", () => {
    for (const type of ["varchar", "integer", "json", "timestamp"]) expect(value(type, undefined)).toBeNull();
  });

  test.each(["row", "array", "map", "struct<a:int>"])("of a nested type is refused: %s", (type) => {
    for (const text of ["{a=1}", undefined])
      expect(() => value(type, text)).toThrow(expect.objectContaining({ code: "sql", retry: "never" }));
  });
});

test("whole numbers in JSON are never rounded", () => {
  expect(parsedJson('{"a": 9007199254740993, "b": [-9007199254740993, 1], "c": 1.5, "d": 1e300}')).toEqual({
    a: "9007199254740993",
    b: ["-9007199254740993", 1],
    c: 1.5,
    d: 1e300,
  });
});
