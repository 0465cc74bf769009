import { describe, expect, it, test } from "vitest";
import { order } from "../../../../ops/terraform/noise/order.ts";
import fc from "../../../support/properties.ts";
import { explains } from "./explained.ts";

const explained = (before: unknown, after: unknown): boolean => explains(order, "aws_lb", "subnets", before, after);

describe("order", () => {
  it.each([
    [
      ["a", "b", "c"],
      ["c", "a", "b"],
    ],
    [
      [{ port: 1 }, { port: 2 }],
      [{ port: 2 }, { port: 1 }],
    ],
    [
      [1, 1, 2],
      [2, 1, 1],
    ],
  ])("%j and %j hold the same", (before, after) => expect(explained(before, after)).toBe(true));

  test.each([
    ["another element", ["a", "b"], ["b", "c"]],
    ["one more of the same", ["a", "b"], ["b", "a", "a"]],
    ["one as often, another less often", [1, 1, 2], [1, 2, 2]],
    ["a part of an element", [{ port: 1 }, { port: 2 }], [{ port: 2 }, { port: 3 }]],
    ["a number that became a text", [1, 2], ["2", "1"]],
  ])("%s is a change", (_, before, after) => expect(explained(before, after)).toBe(false));

  test.each([
    ["aws_lambda_function", "layers"],
    ["aws_glue_catalog_table", "partition_keys"],
    ["aws_ecs_service", "ordered_placement_strategy"],
    ["aws_autoscaling_group", "termination_policies"],
  ])("where the order means something, another order is a change: %s.%s", (type, attribute) =>
    expect(explains(order, type, attribute, ["a", "b"], ["b", "a"])).toBe(false),
  );

  test("columns of a table below its storage are in order", () =>
    expect(
      explains(
        order,
        "aws_glue_catalog_table",
        "storage_descriptor",
        [{ columns: ["a", "b"] }],
        [{ columns: ["b", "a"] }],
      ),
    ).toBe(false));

  test("any list in any order is the same, and one with another element never is", () => {
    const list = fc.array(fc.jsonValue(), { minLength: 1, maxLength: 6 });
    fc.assert(
      fc.property(list, fc.integer(), (before, seed) => {
        const turned = before.map((_, i) => before[(i + Math.abs(seed)) % before.length]);
        expect(explained(before, turned)).toBe(true);
        expect(explained(before, [...turned.slice(1), { strange: seed }])).toBe(false);
      }),
    );
  });
});
