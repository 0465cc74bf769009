import { describe, expect, it, test } from "vitest";
import { nullAgainstEmpty } from "../../../../ops/terraform/noise/empty.ts";
import fc from "../../../support/properties.ts";
import { explains, unexplainedBy } from "./explained.ts";

const explained = (before: unknown, after: unknown): boolean =>
  explains(nullAgainstEmpty, "aws_lb", "attribute", before, after);

describe("null against empty", () => {
  it.each([
    [null, ""],
    [null, []],
    [null, {}],
    ["", null],
    [[], null],
    [null, [{ prefix: "", tags: null }]],
    [null, { a: { b: [null, ""] } }],
  ])("%j and %j both say that there is nothing", (before, after) => expect(explained(before, after)).toBe(true));

  test.each([
    ["something switched off that nobody had set", null, false],
    ["a limit of zero", null, 0],
    ["a policy that was removed", '{"Version":"2012-10-17"}', ""],
    ["a list that was emptied", ["arn:aws:sns:eu-west-1:1:alarms"], []],
    ["a rule that came", [], [{ from_port: 22 }]],
    ["one empty place beside a full one", null, ["", "x"]],
    ["a block that only says no", null, [{ enabled: false }]],
  ])("%s is a change", (_, before, after) => expect(explained(before, after)).toBe(false));

  test("a resource that is gone is not nothing, though it held nothing", () =>
    expect(
      unexplainedBy(nullAgainstEmpty, { address: "aws_sns_topic_policy.p", before: { policy: "" }, after: null }),
    ).toEqual(["(all)"]));

  test("nothing with a value in it is ever explained", () =>
    fc.assert(
      fc.property(fc.jsonValue(), fc.jsonValue(), (before, after) => {
        const worth = [before, after].flatMap(leavesOf).some((leaf) => leaf !== null && leaf !== "");
        if (worth && JSON.stringify(before) !== JSON.stringify(after) && !equal(before, after))
          expect(wholly(before, after)).toBe(false);
      }),
    ));
});

/** Asked of the attribute as a whole: its parts may well be empty on both sides. */
const wholly = (before: unknown, after: unknown): boolean =>
  nullAgainstEmpty.explains(
    { type: "aws_lb", path: "attribute", before, after, hidden: false, resource: undefined as never },
    { ofType: () => [], goneOfType: () => [] },
  );

function leavesOf(value: unknown): unknown[] {
  return typeof value === "object" && value !== null ? Object.values(value).flatMap(leavesOf) : [value];
}

const equal = (a: unknown, b: unknown): boolean => Object.is(a, b) || JSON.stringify(a) === JSON.stringify(b);
