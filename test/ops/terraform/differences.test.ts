import { describe, expect, it, test } from "vitest";
import { differencesOf, type Whole } from "../../../ops/terraform/differences.ts";
import { changeOf } from "../../support/plans.ts";
import fc from "../../support/properties.ts";

type Change = Parameters<typeof changeOf>[1];
const found = (change: Change, whole?: Whole) => [...differencesOf(changeOf("aws_lb.b", change), whole)];
const paths = (change: Change, whole?: Whole) => found(change, whole).map((d) => d.path);

describe("differences", () => {
  it("are none of two equal sides", () => expect(paths({ before: { a: [1] }, after: { a: [1] } })).toEqual([]));

  it("lead to the smallest part", () =>
    expect(paths({ before: { a: [{ b: 1, c: 2 }] }, after: { a: [{ b: 1, c: 3 }] } })).toEqual(["a[0].c"]));

  it("are whole where a list has another length", () =>
    expect(found({ before: { a: [1] }, after: { a: [1, 2] } })).toEqual([
      { path: "a", before: [1], after: [1, 2], hidden: false },
    ]));

  it("are whole where a list became something else", () =>
    expect(paths({ before: { a: ["x"] }, after: { a: { 0: "x" } } })).toEqual(["a"]));

  it("name an attribute that one side lacks", () =>
    expect(found({ before: {}, after: { a: 1 } })).toEqual([
      { path: "a", before: undefined, after: 1, hidden: false },
    ]));

  test.each([
    ["gone", { before: { a: 1 }, after: null }],
    ["come", { before: null, after: { a: 1 } }],
  ])("of a resource that is %s are one", (_, change) => expect(paths(change)).toEqual(["(all)"]));

  it("are whole and hidden where the whole is secret", () =>
    expect(found({ before: { a: { b: 1 } }, after: { a: { b: 2 } }, after_sensitive: { a: true } })).toMatchObject([
      { path: "a", hidden: true },
    ]));

  it("are hidden where a part is secret, and only that part", () =>
    expect(
      found({
        before: { a: { b: 1, c: 1 } },
        after: { a: { b: 2, c: 2 } },
        before_sensitive: { a: { b: true } },
      }).map((d) => [d.path, d.hidden]),
    ).toEqual([
      ["a.b", true],
      ["a.c", false],
    ]));

  it("are hidden as a whole where a list of another length holds a secret", () =>
    expect(found({ before: { a: ["s"] }, after: { a: ["s", "t"] }, before_sensitive: { a: [true] } })).toMatchObject([
      { path: "a", hidden: true },
    ]));

  it.each([
    ["equal to a secret", "hunter2-old"],
    ["around a secret", "mysql://root:hunter2-old@db"],
    ["with a secret in it", { list: ["x", "hunter2-old"] }],
  ])("are hidden where a computed part is %s", (_, computed) => {
    const before = { password: "hunter2-old", computed, other: 1 };
    const after = { password: "hunter2-new", computed: "later", other: 2 };
    const told = found({ before, after, before_sensitive: { password: true }, after_sensitive: { password: true } });
    expect(told.map((d) => [d.path, d.hidden])).toEqual([
      ["password", true],
      ["computed", true],
      ["other", false],
    ]);
  });

  it("show a short word, though one like it is secret", () =>
    expect(
      found({ before: { a: "on", b: "on" }, after: { a: "off", b: "off" }, before_sensitive: { a: true } }),
    ).toMatchObject([
      { path: "a", hidden: true },
      { path: "b", hidden: false },
    ]));

  it("ask whether to stop at every level, the widest first", () => {
    const change = { before: { a: { b: { c: 1 } } }, after: { a: { b: { c: 2 } } } };
    const asked: string[] = [];
    const never: Whole = ({ path }) => {
      asked.push(path);
      return false;
    };
    expect(paths(change, never)).toEqual(["a.b.c"]);
    // The smallest part is told whatever the answer: nobody is asked.
    expect(asked).toEqual(["a", "a.b"]);
    expect(paths(change, ({ path }) => path === "a.b")).toEqual(["a.b"]);
  });

  test("each path is told once, and its two values differ", () => {
    const tree = fc.dictionary(
      fc.string({ minLength: 1 }).filter((k) => !/[.[\]]/.test(k)),
      fc.jsonValue(),
    );
    fc.assert(
      fc.property(tree, tree, (before, after) => {
        const all = found({ before, after });
        expect(new Set(all.map((d) => d.path)).size).toBe(all.length);
        for (const d of all) expect(d.before).not.toStrictEqual(d.after);
      }),
    );
  });
});
