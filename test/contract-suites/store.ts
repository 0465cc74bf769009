import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Item, Page, PageOptions, Store } from "../../adapters/store/port.ts";
import type { TableContract } from "../../contracts/tables.ts";
import fc from "../support/properties.ts";

/** Tables that the suite uses; an adapter whose tables are made elsewhere makes these before. */
export const storeContractTables = {
  plain: { name: "contract-plain", partitionKey: "id" },
  sorted: { name: "contract-sorted", partitionKey: "group", sortKey: "at" },
} as const satisfies Record<string, TableContract>;

const { plain, sorted } = storeContractTables;

async function everyItem(page: (options: PageOptions) => Promise<Page>, limit: number): Promise<Item[]> {
  const items: Item[] = [];
  let cursor: string | undefined;
  do {
    const answer = await page({ limit, ...(cursor !== undefined && { cursor }) });
    expect(answer.items.length).toBeLessThanOrEqual(limit);
    items.push(...answer.items);
    cursor = answer.cursor;
  } while (cursor !== undefined);
  return items;
}

/** What every adapter of the store port must do; `open` gives empty {@link storeContractTables}. */
export function storeContract(name: string, open: () => Promise<Store>): void {
  describe(`store: ${name}`, () => {
    let store: Store;
    beforeAll(async () => {
      store = await open();
    });
    afterAll(() => store?.close());

    it("gives back any item as it was put", async () => {
      const value = fc.oneof(
        fc.string({ unit: "grapheme" }),
        fc.boolean(),
        fc.maxSafeInteger(),
        fc.integer({ min: -1_000_000, max: 1_000_000 }).map((n) => n / 64),
      );
      // As contracts/tables.ts names them: `__proto__` is lost in the AWS SDK's objects, before any store sees it.
      const name = fc.stringMatching(/^[a-z][a-z_]{0,11}$/).filter((attribute) => attribute !== "id");
      await fc.assert(
        fc.asyncProperty(fc.dictionary(name, value), fc.uuid(), async (attributes, id) => {
          const item = { ...attributes, id };
          await store.put(plain, item);
          expect(await store.get(plain, { id })).toEqual(item);
        }),
        { numRuns: 25 },
      );
    });

    it("replaces as a whole", async () => {
      await store.put(plain, { id: "whole", a: 1, b: 2 });
      await store.put(plain, { id: "whole", a: 3 });
      expect(await store.get(plain, { id: "whole" })).toEqual({ id: "whole", a: 3 });
    });

    it("writes once with ifAbsent, also when many try at once", async () => {
      const tries = Array.from({ length: 8 }, (_, writer) =>
        store.put(plain, { id: "claim", writer }, { ifAbsent: true }),
      );
      const results = await Promise.allSettled(tries);
      const won = results.flatMap((r, writer) => (r.status === "fulfilled" ? [writer] : []));
      expect(won).toHaveLength(1);
      expect(await store.get(plain, { id: "claim" })).toEqual({ id: "claim", writer: won[0] });
      for (const r of results)
        if (r.status === "rejected")
          expect(r.reason).toMatchObject({ name: "StoreError", code: "exists", retry: "after-refresh" });
    });

    it("answers undefined for what is not there, before and after a delete", async () => {
      expect(await store.get(plain, { id: "nobody" })).toBeUndefined();
      await store.put(plain, { id: "gone" });
      await store.delete(plain, { id: "gone" });
      await store.delete(plain, { id: "gone" });
      expect(await store.get(plain, { id: "gone" })).toBeUndefined();
    });

    it("writes and reads many, the last of a key wins", async () => {
      const items = Array.from({ length: 260 }, (_, n) => ({ id: `many-${n}`, n }));
      await store.putMany(plain, [{ id: "many-7", n: -1 }, ...items]);
      const keys = [...items.map(({ id }) => ({ id })), { id: "many-7" }, { id: "nobody" }];
      const found = await store.getMany(plain, keys);
      expect(found.toSorted((a, b) => Number(a["n"]) - Number(b["n"]))).toEqual(items);
      await store.putMany(plain, []);
      expect(await store.getMany(plain, [])).toEqual([]);
    });

    it("queries one partition by sort key, in pages", async () => {
      const items = Array.from({ length: 25 }, (_, n) => ({
        group: "g",
        at: `2026-01-${String(n + 1).padStart(2, "0")}`,
        n,
      }));
      await store.putMany(sorted, [...items.toReversed(), { group: "other", at: "2026-01-01", n: 0 }]);
      expect(await everyItem((o) => store.query(sorted, "g", o), 4)).toEqual(items);
      expect(await everyItem((o) => store.query(sorted, "g", o), 25)).toEqual(items);
      expect((await store.query(sorted, "g")).items).toEqual(items);
      expect((await store.query(sorted, "nothing")).items).toEqual([]);
      expect((await store.query(plain, "nobody")).items).toEqual([]);
      await store.put(plain, { id: "alone" });
      expect(await store.query(plain, "alone")).toEqual({ items: [{ id: "alone" }] });
    });

    it("scans everything once, in pages", async () => {
      const before = await everyItem((o) => store.scan(sorted, o), 1000);
      const items = Array.from({ length: 12 }, (_, n) => ({ group: `s${n % 5}`, at: String(n), n }));
      await store.putMany(sorted, items);
      const all = await everyItem((o) => store.scan(sorted, o), 3);
      const text = (list: readonly Item[]) => list.map((i) => `${i["group"]} ${i["at"]} ${i["n"]}`).sort();
      expect(text(all)).toEqual(text([...before, ...items]));
    });

    it("refuses items without their key, and cursors it did not give", async () => {
      const invalid = { name: "StoreError", code: "invalid", retry: "never" };
      await expect(store.put(plain, { other: "x" })).rejects.toMatchObject(invalid);
      await expect(store.put(sorted, { group: "g", at: 7 })).rejects.toMatchObject(invalid);
      await expect(store.putMany(plain, [{ id: "" }])).rejects.toMatchObject(invalid);
      await expect(store.get(sorted, { group: "g" })).rejects.toMatchObject(invalid);
      await expect(store.scan(plain, { cursor: "not-a-cursor" })).rejects.toMatchObject(invalid);
    });
  });
}
