import { describe, expect, test } from "vitest";
import { foldersOf, lastNumbered } from "../../adapters/objects/numbered.ts";
import { objectsContract } from "../contract-suites/objects.ts";
import { MemoryObjects } from "../fakes/memory-objects.ts";
import fc from "../support/properties.ts";

objectsContract("memory", async () => new MemoryObjects());

const folder = "chains/p=1/";
const where = { folder, digits: 20, suffix: ".parquet" };
const keyOf = (number: number): string => `${folder}${String(number).padStart(20, "0")}.parquet`;
function holding(keys: readonly string[]): MemoryObjects {
  const bucket = new MemoryObjects();
  for (const key of keys) bucket.add(key, new Date(0));
  return bucket;
}

/** Numbers as chains have them (steps of a batch) and wild ones, up to the largest that is exact. */
const numbers = fc.oneof(
  fc
    .array(fc.nat(20_000), { maxLength: 60 })
    .map((steps) => steps.map((_, i) => steps.slice(0, i).reduce((a, b) => a + b, 0))),
  fc.array(fc.maxSafeNat(), { maxLength: 20 }),
  fc.array(fc.nat(5), { maxLength: 4 }),
);
const strangers = fc.subarray([
  ...["chains/p=0/00000000000000000009.parquet", "chains/p=10/00000000000000000009.parquet", "chains/p=1"],
  ...["", "0", "!", "~", "00000000000000000007.json", "0000000000000000000x.parquet", "99999999999999999999"].map(
    (n) => `${folder}${n}`,
  ),
  `${folder}00000000000000000003/x.parquet`,
]);

describe("the last numbered object", () => {
  test("is the one that a plain list finds, whatever the guess, the limit and the company", async () => {
    const guess = fc.option(fc.oneof(fc.maxSafeNat(), fc.nat(100_000)), { nil: undefined });
    await fc.assert(
      fc.asyncProperty(numbers, strangers, guess, guess, async (all, others, near, below) => {
        const bucket = holding([...all.map(keyOf), ...others]);
        const plain = all.filter((n) => n < (below ?? Number.POSITIVE_INFINITY));
        const look = { ...(near !== undefined && { near }), ...(below !== undefined && { below }) };
        const last = await lastNumbered(bucket, where, look);
        expect(last?.number).toBe(plain.length === 0 ? undefined : Math.max(...plain));
        if (last !== undefined) expect(last.key).toBe(keyOf(last.number));
      }),
      { numRuns: 500 },
    );
  });

  test("of 100,000 takes some 50 requests of one key, and some 30 beside a good guess", async () => {
    const every = 700;
    const bucket = holding(Array.from({ length: 100_000 }, (_, i) => keyOf(i * every)));
    const last = 99_999 * every;
    expect((await lastNumbered(bucket, where))?.number).toBe(last);
    expect(bucket.pages).toBeLessThanOrEqual(60);
    bucket.pages = 0;
    expect((await lastNumbered(bucket, where, { near: last + every }))?.number).toBe(last);
    expect((await lastNumbered(bucket, where, { near: last, below: last }))?.number).toBe(last - every);
    expect(bucket.pages).toBeLessThanOrEqual(60);
  });
});

test("folders are found with one request each, past what is not wanted", async () => {
  const folders = Array.from({ length: 12 }, (_, i) => `chains/p=${i}/`);
  const files = folders.flatMap((f) => Array.from({ length: 50 }, (_, i) => `${f}${i}`));
  const bucket = holding([...files, "chains/a.txt", "chains/p=1x/y", "chains/zz"]);
  const found: string[] = [];
  for await (const one of foldersOf(bucket, "chains/", (f) => /=\d+\/$/.test(f))) found.push(one);
  expect(found).toEqual(folders.toSorted());
  expect(bucket.pages).toBe(12 + 3 + 1);
});
