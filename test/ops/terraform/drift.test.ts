import { describe, expect, it } from "vitest";
import { attributesOf } from "../../../ops/terraform/drift.ts";
import type { ResourceChange } from "../../../ops/terraform/show.ts";
import { changeOf } from "../../support/plans.ts";
import fc from "../../support/properties.ts";

type Change = ResourceChange["change"];
const found = (change: Partial<Change>) =>
  attributesOf(changeOf("aws_security_group.g", change)).map(({ attribute, before, after }) => [
    attribute,
    before,
    after,
  ]);

describe("drift", () => {
  it("names the smallest attribute that differs", () => {
    const before = { name: "g", tags: { Team: "a", Stack: "s" }, rules: [{ port: 1 }, { port: 2 }] };
    const after = { name: "g", tags: { Team: "b", Stack: "s" }, rules: [{ port: 1 }, { port: 3 }] };
    expect(found({ before, after }).toSorted()).toEqual([
      ["rules[1].port", "2", "3"],
      ["tags.Team", '"a"', '"b"'],
    ]);
  });

  it("compares lists of another length whole", () =>
    expect(found({ before: { ingress: [] }, after: { ingress: [{ port: 22 }] } })).toEqual([
      ["ingress", "[]", '[{"port":22}]'],
    ]));

  it("tells that a resource is gone", () => expect(found({ after: null })).toEqual([["(all)", "there", "none"]]));

  it.each([
    ["an attribute", { password: true }],
    ["a part of one", { password: { value: true } }],
    ["everything", true],
  ])("shows nothing of what is sensitive: %s", (_, sensitive) => {
    const change = { before: { password: { value: "old" } }, after: { password: { value: "new" } } };
    for (const told of [
      found({ ...change, before_sensitive: sensitive }),
      found({ ...change, after_sensitive: sensitive }),
    ]) {
      expect(told.map(([, ...values]) => values)).toEqual([["(sensitive)", "(sensitive)"]]);
    }
  });

  it("is none exactly where nothing differs", () => {
    const tree = fc.dictionary(fc.string({ minLength: 1 }), fc.jsonValue());
    fc.assert(
      fc.property(tree, tree, (before, after) => {
        const same = JSON.stringify(sorted(before)) === JSON.stringify(sorted(after));
        expect(found({ before, after }).length === 0).toBe(same);
      }),
    );
  });
});

/** Order of keys and the sign of zero are no difference in JSON. */
function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== "object" || value === null) return value;
  return Object.entries(value)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([k, v]) => [k, sorted(v)]);
}
