import { mkdtemp, readdir, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { datedBy, type Memory, readMemory, remember, writeMemory } from "../../../ops/drift/memory.ts";
import fc from "../../support/properties.ts";

let home: string;
beforeEach(async () => {
  home = await mkdtemp(join(tmpdir(), "cap-drift-"));
});
afterEach(() => rm(home, { recursive: true }));

const day = (n: number): string => `2026-03-0${n}T03:20:00.000Z`;
const sawAll = { sawAll: true };

const alice = { who: "arn:aws:iam::111122223333:user/alice", at: day(1), call: "AuthorizeSecurityGroupIngress" };

/** Of one difference: what a look on this day says of it. */
const dated = (known: Memory, n: number, by?: typeof alice, after = "there") => ({
  ...{ id: "a", after },
  ...datedBy(known, { id: "a", after }, { at: day(n), by }),
});

/** One look: what is there, seen with what was known. */
const look = (known: Memory, n: number, ids: readonly string[], o = sawAll) =>
  remember(
    known,
    ids.map((id) => ({ ...dated(known, n), ...datedBy(known, { id, after: "there" }, { at: day(n) }), id })),
    o,
  );

const since = (known: Memory) => Object.fromEntries(Object.entries(known).map(([id, { since }]) => [id, since]));

test("a finding dates from the look that first saw it, however often it is seen", () => {
  const third = look(look(look({}, 1, ["a"]), 2, ["a", "b"]), 3, ["a", "b"]);
  expect(since(third)).toEqual({ a: day(1), b: day(2) });
});

test("who did it and when is known for good once CloudTrail told, though it forgets", () => {
  const first = dated({}, 2, alice);
  expect(first).toMatchObject({ since: day(1), by: alice });
  const memory = remember({}, [first], sawAll);
  expect(dated(memory, 3)).toEqual(first);
  expect(dated(remember(memory, [dated(memory, 3)], sawAll), 4)).toEqual(first);
});

test("who is told now counts for more than who was told before; what began stays begun", () => {
  const memory = remember({}, [dated({}, 2, alice)], sawAll);
  const bob = { ...alice, who: "bob", at: day(3) };
  expect(dated(memory, 4, bob)).toMatchObject({ since: day(1), by: bob });
});

test("who made one value is not said to have made the next", () => {
  const memory = remember({}, [dated({}, 2, alice, "5")], sawAll);
  expect(dated(memory, 3, undefined, "6")).toEqual({ id: "a", after: "6", since: day(1) });
});

test("no value stands in the memory: it may be secret", () => {
  expect(JSON.stringify(remember({}, [dated({}, 2, alice, "hunter2")], sawAll))).not.toContain("hunter2");
});

test("what is gone is forgotten, and its return is new", () => {
  const gone = look(look({}, 1, ["a"]), 2, []);
  expect(gone).toEqual({});
  expect(since(look(gone, 3, ["a"]))).toEqual({ a: day(3) });
});

test("a look that could not see everything forgets nothing, and still learns", () => {
  const after = look(look({}, 1, ["a"]), 2, ["b"], { sawAll: false });
  expect(since(after)).toEqual({ a: day(1), b: day(2) });
});

test("no look makes a finding younger than it is", () => {
  const looks = fc.array(fc.record({ ids: fc.subarray(["a", "b", "c"]), sawAll: fc.boolean() }), { maxLength: 8 });
  fc.assert(
    fc.property(looks, (all) => {
      let known: Memory = {};
      all.forEach(({ ids, sawAll }, i) => {
        const next = look(known, i + 1, ids, { sawAll });
        for (const id of ids) expect(next[id]?.since).toBe(known[id]?.since ?? day(i + 1));
        known = next;
      });
    }),
  );
});

test("it survives the process and leaves no other file; a broken or missing file is no memory", async () => {
  expect(await readMemory(home)).toEqual({});
  await writeMemory(join(home, "prod"), { a: { since: day(1) } });
  expect(await readMemory(join(home, "prod"))).toEqual({ a: { since: day(1) } });
  expect(await readdir(join(home, "prod"))).toEqual(["memory.json"]);
  for (const broken of ["{", "[]", '{"a":1}', '{"a":{"since":"yesterday"}}']) {
    await writeFile(join(home, "memory.json"), broken);
    expect(await readMemory(home), broken).toEqual({});
  }
});

test("where nothing can be written a look goes on", async () => {
  await writeFile(join(home, "file"), "");
  await expect(writeMemory(join(home, "file", "below"), {})).resolves.toBeUndefined();
});
