import { describe, expect, it } from "vitest";
import { partsOf } from "../../../ops/report/change.ts";
import fc from "../../support/properties.ts";
import { rule } from "../drift/findings.ts";

const json = (value: unknown): string => JSON.stringify(value);
const parts = (before: unknown, after: unknown) => partsOf(json(before), json(after));

describe("what differs between two values", () => {
  it("is both, where they are simple", () =>
    expect(parts(300, 30)).toEqual([{ path: "", before: "300", after: "30" }]));

  it("is what came and what went, in a list", () => {
    const [a, b, c] = [
      rule(443, "10.0.0.0/8"),
      rule(80, "192.168.0.0/16"),
      { ...rule(22, "0.0.0.0/0"), protocol: "6" },
    ];
    expect(parts([a, b], [b, a, c])).toEqual([
      { path: "", after: 'cidr_blocks ["0.0.0.0/0"], from_port 22, protocol "6", self false, to_port 22' },
    ]);
    expect(parts(["x", "x"], ["x"])).toEqual([{ path: "", before: '"x"' }]);
  });

  it("is one field, where an item is mostly the same", () =>
    expect(parts([rule(443, "10.0.0.0/8")], [rule(443, "0.0.0.0/0")])).toEqual([
      { path: "[0].cidr_blocks", before: '"10.0.0.0/8"' },
      { path: "[0].cidr_blocks", after: '"0.0.0.0/0"' },
    ]));

  it("looks into a policy, which is JSON in a string", () => {
    const policy = (Action: unknown) =>
      json({ Version: "2012-10-17", Statement: [{ Sid: "a", Effect: "Allow", Action }] });
    expect(parts(policy(["s3:GetObject"]), policy(["s3:GetObject", "s3:PutObject"]))).toEqual([
      { path: "Statement[0].Action", after: '"s3:PutObject"' },
    ]);
  });

  it("names what has one side only", () =>
    expect(parts({ a: 1, b: 2 }, { b: 2, c: { d: null } })).toEqual([
      { path: "a", before: "1" },
      { path: "c", after: '{"d":null}' },
    ]));

  it("tells that only the order is another", () =>
    expect(parts([1, 2], [2, 1])).toEqual([{ path: "", before: "another order", after: "this order" }]));

  it("shows words of ours as they are", () => {
    expect(partsOf("(sensitive)", "none")).toEqual([{ path: "", before: "(sensitive)", after: "none" }]);
    expect(partsOf("none", "[1]")).toEqual([{ path: "", before: "none", after: "[1]" }]);
  });

  it("shows nothing that a terminal would obey", () => {
    const [part] = parts("a", "\u009b31m\u202e");
    expect(part?.after).toBe('"\\u009b31m\\u202e"');
    expect(partsOf("a", "\u001b[31m")[0]?.after).toBe("\\u001b[31m");
  });

  it("is nothing exactly where nothing differs, and each part has a side", () => {
    fc.assert(
      fc.property(fc.jsonValue(), fc.jsonValue(), (a, b) => {
        const [x, y] = [JSON.parse(json(a)), JSON.parse(json(b))] as unknown[];
        expect(parts(x, x)).toEqual([]);
        const found = parts(x, y);
        for (const p of found) expect(p.before ?? p.after).toBeDefined();
        if (json(x) !== json(y) && typeof x !== "object" && typeof y !== "object") expect(found).toHaveLength(1);
      }),
    );
  });
});
