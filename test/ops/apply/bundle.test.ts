import { describe, expect, it, test } from "vitest";
import { addressesOf, type BundleSummary, bundleSummary, idOf, isEmpty } from "../../../ops/apply/bundle.ts";
import fc from "../../support/properties.ts";
import { changed, plannedState, summaryOf } from "./given.ts";

const whole = summaryOf({
  states: [
    plannedState("durable", {
      lineage: "l",
      serial: 3,
      changes: [changed("aws_sqs_queue.q", "update", [{ attribute: "delay", before: "1", after: "2" }])],
      outputs: ["o"],
    }),
    { kind: "unknown", state: "runtime", until: ["durable"] },
  ],
});

/** Every place below a value that is a leaf, as a path. */
function leavesOf(value: unknown, path: readonly string[] = []): string[][] {
  if (typeof value !== "object" || value === null) return [[...path]];
  return Object.entries(value).flatMap(([key, part]) => leavesOf(part, [...path, key]));
}

/** A copy with another value at a path. */
function differingAt(summary: BundleSummary, path: readonly string[]): BundleSummary {
  const copy = structuredClone(summary) as unknown;
  const last = path.at(-1) ?? "";
  const parent = path.slice(0, -1).reduce((at, key) => (at as Record<string, unknown>)[key], copy) as Record<
    string,
    unknown
  >;
  const old = parent[last];
  parent[last] =
    typeof old === "boolean" ? !old : typeof old === "number" ? old + 1 : last === "site" ? "recovery" : `${old}x`;
  return copy as BundleSummary;
}

describe("the id of a bundle", () => {
  const paths = leavesOf(whole).filter((path) => path.at(-1) !== "kind" && path[0] !== "id");

  it.each(paths.map((path) => [path.join("."), path] as const))("changes with %s", (_, path) => {
    const other = differingAt(whole, path);
    expect(idOf(other)).not.toBe(whole.id);
  });

  it("changes with what is left out or added, and with the order of states", () => {
    const [first, second] = whole.states as [BundleSummary["states"][number], BundleSummary["states"][number]];
    const others = [[first], [second, first], [...whole.states, plannedState("more")]];
    for (const states of others) expect(idOf({ ...whole, states })).not.toBe(whole.id);
  });

  it("is the same for the same bundle, whatever the order of its fields and however often it was written and read", () => {
    const turned = Object.fromEntries(Object.entries(whole).toReversed());
    expect(idOf(turned as BundleSummary)).toBe(whole.id);
    expect(idOf(bundleSummary.parse(JSON.parse(JSON.stringify(whole))))).toBe(whole.id);
    expect(whole.id).toMatch(/^plan-[0-9a-f]{12}$/);
  });

  it("differs for any two different bundles", () => {
    const some = fc.record({ commit: fc.string(), by: fc.string(), account: fc.string(), config: fc.string() });
    fc.assert(
      fc.property(some, some, (a, b) => {
        expect(summaryOf(a).id === summaryOf(b).id).toBe(JSON.stringify(a) === JSON.stringify(b));
      }),
    );
  });
});

test("a state is empty when it changes neither a resource nor an output; an unknown one never is", () => {
  expect(isEmpty(plannedState("s", { drifted: 7 }))).toBe(true);
  expect(isEmpty(plannedState("s", { outputs: ["o"] }))).toBe(false);
  expect(isEmpty(plannedState("s", { changes: [changed("aws_sqs_queue.q")] }))).toBe(false);
  expect(isEmpty({ kind: "unknown", state: "s", until: [] })).toBe(false);
});

test("addresses are told by what is done to them, all where nobody asks for that; nothing of an unknown state", () => {
  const s = plannedState("s", {
    changes: [changed("a.a", "create"), changed("b.b", "delete"), changed("c.c", "replace")],
  });
  expect(addressesOf(s, "delete", "replace")).toEqual(["b.b", "c.c"]);
  expect(addressesOf(s)).toEqual(["a.a", "b.b", "c.c"]);
  expect(addressesOf({ kind: "unknown", state: "s", until: ["t"] }, "delete")).toEqual([]);
});
