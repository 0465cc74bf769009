import { describe, expect, test } from "vitest";
import { bound, literal, mentions, statementOf, withViews } from "../../../adapters/query/athena-sql.ts";
import fc from "../../support/properties.ts";

const mistake = expect.objectContaining({ name: "QueryError", code: "sql", retry: "never" });

describe("one statement that reads", () => {
  test.each([
    "select 1",
    "  SELECT 1 ; ",
    "-- a comment; of two\nselect ';' -- and one more;",
    "/* ; */ with a as (select 1) select * from a",
    "(select 1) union all (select 2)",
    "values 1, 2",
    `select 'it''s; one' as "a;b"`,
  ])("is taken: %s", (sql) => {
    expect(() => statementOf(sql)).not.toThrow();
  });

  test.each([
    "",
    ";",
    "-- select 1",
    "select 1; select 2",
    "select 1; drop table silver",
    "drop table silver",
    "insert into silver select * from silver",
    "unload (select 1) to 's3://elsewhere/'",
    "'select 1'",
    "selected",
    "explain select 1",
  ])("is not this: %j", (sql) => {
    expect(() => statementOf(sql)).toThrow(mistake);
  });
});

describe("values", () => {
  test("are put where their number stands in the code, and nowhere else", () => {
    const statement = statementOf(`select $1, '$1', "$1", $2 -- $1\n, $1 /* $2 */`);
    expect(bound(statement, ["a", 2])).toMatch(/^select 'a', '\$1', "\$1", 2\s+, 'a'$/);
  });

  test("are literals that mean nothing else", () => {
    expect(["it's", 5, -5, 1.5, 1e300, true, null].map((value) => literal(value))).toEqual([
      "'it''s'",
      "5",
      "(-5)",
      "1.5E+0",
      "1E+300",
      "true",
      "NULL",
    ]);
    for (const no of [Number.NaN, Number.POSITIVE_INFINITY]) expect(() => literal(no)).toThrow(mistake);
  });

  test("too few and too many are refused", () => {
    expect(() => bound(statementOf("select $1, $2"), [1])).toThrow(mistake);
    expect(() => bound(statementOf("select $1"), [1, 2])).toThrow(mistake);
    expect(() => bound(statementOf("select $0"), [1])).toThrow(mistake);
  });

  test("whatever text is bound, the statement holds one text and no other code than before", () => {
    const nasty = fc.string({ unit: fc.constantFrom("'", '"', "-", "/", "*", ";", "$", "1", "\\", "\n", "a", "é") });
    fc.assert(
      fc.property(nasty, (value) => {
        const again = statementOf(bound(statementOf("select $1 from x where y = $1"), [value]));
        expect(again.parts.map(({ quoted, text }) => (quoted ? "text" : text))).toEqual([
          "select ",
          "text",
          " from x where y = ",
          "text",
          "",
        ]);
      }),
    );
  });
});

test("names are found in code and in quotes, not in longer names", () => {
  const found = (sql: string) => mentions(statementOf(sql), /\bsilver\b/i);
  expect([found("select * from SILVER"), found('select * from "silver"')]).toEqual([true, true]);
  expect([found("select silvery from x"), found("select 1 -- silver")]).toEqual([false, false]);
});

describe("views", () => {
  test.each([
    ["select 1", "WITH a AS (x), b AS (y) select 1"],
    ["with c as (z) select 1", "WITH a AS (x), b AS (y), c as (z) select 1"],
    ["WITH RECURSIVE c as (z) select 1", "WITH RECURSIVE a AS (x), b AS (y), c as (z) select 1"],
    ["(select 1)", "WITH a AS (x), b AS (y) (select 1)"],
  ])("stand before %s", (query, whole) => {
    expect(withViews(["a AS (x)", "b AS (y)"], query)).toBe(whole);
  });

  test("none change nothing", () => {
    expect(withViews([], "select 1")).toBe("select 1");
  });
});
