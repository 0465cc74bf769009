import { mkdtemp, readdir, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { afterEach, beforeEach, expect, test } from "vitest";
import { readMemory, remember, sinceOf, writeMemory } from "../../../ops/drift/memory.ts";

let home: string;
beforeEach(async () => {
  home = await mkdtemp(join(tmpdir(), "cap-drift-"));
});
afterEach(() => rm(home, { recursive: true }));

const day = (n: number): string => `2026-03-0${n}T03:20:00.000Z`;
const sawAll = { sawAll: true };

/** One look: what is there, seen with what was known. */
const look = (known: Readonly<Record<string, string>>, n: number, ids: readonly string[], o = sawAll) =>
  remember(
    known,
    ids.map((id) => ({ id, since: sinceOf(known, id, day(n)) })),
    o,
  );

test("a finding dates from the look that first saw it, however often it is seen", () => {
  const third = look(look(look({}, 1, ["a"]), 2, ["a", "b"]), 3, ["a", "b"]);
  expect(third).toEqual({ a: day(1), b: day(2) });
});

test("what is gone is forgotten, and its return is new", () => {
  const gone = look(look({}, 1, ["a"]), 2, []);
  expect(gone).toEqual({});
  expect(look(gone, 3, ["a"])).toEqual({ a: day(3) });
});

test("a look that could not see everything forgets nothing, and still learns", () => {
  const after = look(look({}, 1, ["a"]), 2, ["b"], { sawAll: false });
  expect(after).toEqual({ a: day(1), b: day(2) });
});

test("no look makes a finding younger than it is", () => {
  const looks = fc.array(fc.record({ ids: fc.subarray(["a", "b", "c"]), sawAll: fc.boolean() }), { maxLength: 8 });
  fc.assert(
    fc.property(looks, (all) => {
      let known: Readonly<Record<string, string>> = {};
      all.forEach(({ ids, sawAll }, i) => {
        const next = look(known, i + 1, ids, { sawAll });
        for (const id of ids) expect(next[id]).toBe(known[id] ?? day(i + 1));
        known = next;
      });
    }),
  );
});

test("it survives the process and leaves no other file; a broken or missing file is no memory", async () => {
  expect(await readMemory(home)).toEqual({});
  await writeMemory(join(home, "prod"), { a: day(1) });
  expect(await readMemory(join(home, "prod"))).toEqual({ a: day(1) });
  expect(await readdir(join(home, "prod"))).toEqual(["memory.json"]);
  for (const broken of ["{", "[]", '{"a":1}', '{"a":"yesterday"}']) {
    await writeFile(join(home, "memory.json"), broken);
    expect(await readMemory(home), broken).toEqual({});
  }
});

test("where nothing can be written a look goes on", async () => {
  await writeFile(join(home, "file"), "");
  await expect(writeMemory(join(home, "file", "below"), {})).resolves.toBeUndefined();
});
