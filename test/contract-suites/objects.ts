import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Objects, ObjectsError } from "../../adapters/objects/port.ts";
import fc from "../support/properties.ts";

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);
const keysOf = async (objects: Objects, prefix: string, after?: string): Promise<string[]> => {
  const keys: string[] = [];
  for await (const { key } of objects.list(prefix, after === undefined ? {} : { after })) keys.push(key);
  return keys;
};

const changed = { name: "ObjectsError", code: "changed", retry: "after-refresh" };

/** Eight at once: the numbers of those that were done, and the errors of the others. */
async function many(act: (i: number) => Promise<unknown>): Promise<{ won: number[]; lost: ObjectsError[] }> {
  const ends = await Promise.allSettled(Array.from({ length: 8 }, (_, i) => act(i)));
  return {
    won: ends.flatMap((end, i) => (end.status === "fulfilled" ? [i] : [])),
    lost: ends.flatMap((end) => (end.status === "rejected" ? [end.reason as ObjectsError] : [])),
  };
}

/** What every adapter of the objects port must do; `open` gives an empty bucket that can lock objects where any can. */
export function objectsContract(name: string, open: () => Promise<Objects>): void {
  describe(`objects: ${name}`, () => {
    let objects: Objects;
    beforeAll(async () => {
      objects = await open();
    });
    afterAll(() => objects?.close());

    it("gives back what was put, byte for byte", async () => {
      let n = 0;
      await fc.assert(
        fc.asyncProperty(fc.uint8Array({ maxLength: 4_096 }), async (body) => {
          const key = `bytes/${n++}`;
          await objects.put(key, body);
          expect(Buffer.from(await objects.get(key)).equals(Buffer.from(body))).toBe(true);
        }),
        { numRuns: 25 },
      );
    });

    it("keeps 8 MiB", async () => {
      const body = Buffer.alloc(8 << 20, "0123456789abcdef");
      await objects.put("large", body);
      expect(Buffer.compare(Buffer.from(await objects.get("large")), body)).toBe(0);
      expect((await objects.head("large"))?.size).toBe(body.length);
    });

    it("replaces, and the tag says so", async () => {
      const first = await objects.put("replace/a", bytes("one"));
      const second = await objects.put("replace/a", bytes("two!"));
      expect(second.etag).not.toBe(first.etag);
      const info = await objects.head("replace/a");
      expect(info).toMatchObject({ key: "replace/a", size: 4, etag: second.etag });
      expect(Math.abs(Date.now() - Date.parse(info?.modifiedAt ?? ""))).toBeLessThan(60_000);
      const listed = [];
      for await (const one of objects.list("replace/")) listed.push(one);
      expect(listed).toHaveLength(1);
      expect(listed[0]).toMatchObject({ key: "replace/a", size: 4, etag: second.etag });
    });

    it("writes once with ifAbsent, also when many try at once", async () => {
      const tries = Array.from({ length: 8 }, (_, i) =>
        objects.put("claim/x", bytes(`writer ${i}`), { ifAbsent: true }).then(
          () => i,
          (error) => error,
        ),
      );
      const results = await Promise.all(tries);
      const winners = results.filter((r) => typeof r === "number");
      expect(winners).toHaveLength(1);
      for (const lost of results.filter((r) => typeof r !== "number"))
        expect(["exists", "unavailable"]).toContain(lost.code);
      expect(new TextDecoder().decode(await objects.get("claim/x"))).toBe(`writer ${winners[0]}`);
      await expect(objects.put("claim/x", bytes("late"), { ifAbsent: true })).rejects.toMatchObject({
        name: "ObjectsError",
        code: "exists",
        retry: "after-refresh",
      });
    });

    it("gives the content with the tag and the time that belong to it", async () => {
      const { etag } = await objects.put("read/a", bytes("body"));
      const { body, ...info } = await objects.read("read/a");
      expect(new TextDecoder().decode(body)).toBe("body");
      expect(info).toEqual(await objects.head("read/a"));
      expect(info.etag).toBe(etag);
    });

    it("replaces with ifMatch what is still the same, and nothing else", async () => {
      const first = await objects.put("match/a", bytes("one"));
      const second = await objects.put("match/a", bytes("two"), { ifMatch: first.etag });
      const late = objects.put("match/a", bytes("three"), { ifMatch: first.etag });
      await expect(late).rejects.toMatchObject(changed);
      expect(await objects.head("match/a")).toMatchObject({ etag: second.etag });
      await objects.delete("match/a");
      await expect(objects.put("match/a", bytes("four"), { ifMatch: second.etag })).rejects.toMatchObject(changed);
      expect(await objects.head("match/a")).toBeUndefined();
    });

    it("has one winner when many replace the same object with ifMatch at once, round after round", async () => {
      let { etag } = await objects.put("match/race", bytes("start"));
      for (let round = 0; round < 5; round++) {
        const results = await many((i) => objects.put("match/race", bytes(`${round} ${i}`), { ifMatch: etag }));
        expect(results.won).toHaveLength(1);
        for (const lost of results.lost) expect(["changed", "unavailable"]).toContain(lost.code);
        const { body, etag: now } = await objects.read("match/race");
        expect(new TextDecoder().decode(body)).toBe(`${round} ${results.won[0]}`);
        etag = now;
      }
    });

    it("deletes with ifMatch what is still the same, once", async () => {
      const first = await objects.put("match/gone", bytes("one"));
      const second = await objects.put("match/gone", bytes("two"));
      await expect(objects.delete("match/gone", { ifMatch: first.etag })).rejects.toMatchObject(changed);
      const results = await many(() => objects.delete("match/gone", { ifMatch: second.etag }));
      expect(results.won).toHaveLength(1);
      for (const lost of results.lost) expect(["changed", "unavailable"]).toContain(lost.code);
      expect(await objects.head("match/gone")).toBeUndefined();
      await objects.put("match/gone", bytes("anew"), { ifAbsent: true });
    });

    it("either replaces or deletes when both are tried at once", async () => {
      for (let round = 0; round < 5; round++) {
        const { etag } = await objects.put("match/both", bytes(`round ${round}`));
        const { won } = await many((i) =>
          i % 2 === 0
            ? objects.delete("match/both", { ifMatch: etag })
            : objects.put("match/both", bytes(`anew ${round}`), { ifMatch: etag }),
        );
        expect(won).toHaveLength(1);
        expect((await objects.head("match/both")) === undefined).toBe((won[0] ?? 0) % 2 === 0);
      }
    });

    it("takes a time to keep an object until", async () => {
      const retainUntil = new Date(Date.now() + 60_000);
      await objects.put("kept/a", bytes("x"), { ifAbsent: true, retainUntil });
      expect(new TextDecoder().decode(await objects.get("kept/a"))).toBe("x");
    });

    it("says what is missing", async () => {
      await expect(objects.get("nowhere/a")).rejects.toMatchObject({
        name: "ObjectsError",
        code: "missing",
        retry: "never",
      });
      await expect(objects.read("nowhere/a")).rejects.toMatchObject({ code: "missing", retry: "never" });
      expect(await objects.head("nowhere/a")).toBeUndefined();
      expect(await keysOf(objects, "nowhere/")).toEqual([]);
    });

    it("deletes, twice if asked", async () => {
      await objects.put("gone/a", bytes("x"));
      await objects.delete("gone/a");
      await objects.delete("gone/a");
      expect(await objects.head("gone/a")).toBeUndefined();
      await objects.put("gone/a", bytes("y"), { ifAbsent: true });
    });

    it("lists in byte order, by prefix, after a key", async () => {
      const keys = [
        "l/a",
        "l/a-b",
        "l/a.b/c",
        "l/a0",
        "l/b/c/d",
        "l/b/e",
        "l/bus=1/partition=0/00.parquet",
        "l/é",
        "l/z",
      ];
      for (const key of keys.toReversed()) await objects.put(key, bytes(key));
      const sorted = keys.toSorted((a, b) => Buffer.compare(Buffer.from(a), Buffer.from(b)));
      expect(await keysOf(objects, "l/")).toEqual(sorted);
      expect(await keysOf(objects, "l/b")).toEqual(["l/b/c/d", "l/b/e", "l/bus=1/partition=0/00.parquet"]);
      for (const after of [...keys, "l/a-", "l/b", "l/b/", "m"])
        expect(await keysOf(objects, "l/", after)).toEqual(
          sorted.filter((key) => Buffer.compare(Buffer.from(key), Buffer.from(after)) > 0),
        );
    });

    it("lists more than a page", async () => {
      const keys = Array.from({ length: 1_205 }, (_, i) => `many/${String(i).padStart(5, "0")}`);
      for (let at = 0; at < keys.length; at += 50)
        await Promise.all(keys.slice(at, at + 50).map((key) => objects.put(key, bytes("m"))));
      expect(await keysOf(objects, "many/")).toEqual(keys);
      expect(await keysOf(objects, "many/", keys[1_100])).toEqual(keys.slice(1_101));
    });

    it("lists no more than asked for", async () => {
      for (const key of ["max/a", "max/b/c", "max/d", "maximum"]) await objects.put(key, bytes("x"));
      const some = async (max: number, after = ""): Promise<string[]> => {
        const keys: string[] = [];
        for await (const { key } of objects.list("max/", { after, max })) keys.push(key);
        return keys;
      };
      expect(await some(1)).toEqual(["max/a"]);
      expect(await some(2, "max/a")).toEqual(["max/b/c", "max/d"]);
      expect(await some(3)).toEqual(["max/a", "max/b/c", "max/d"]);
      expect(await some(1_000)).toEqual(["max/a", "max/b/c", "max/d"]);
      expect(await some(1, "max/d")).toEqual([]);
    });

    it("keeps awkward keys apart", async () => {
      const keys = ["k/a b", "k/a+b", "k/a%20b", "k/ä#?&", "k/'quote\"", "k/eventDay=20260101/x"];
      for (const key of keys) await objects.put(key, bytes(key));
      for (const key of keys) expect(new TextDecoder().decode(await objects.get(key))).toBe(key);
      expect((await keysOf(objects, "k/")).sort()).toEqual(keys.toSorted());
    });
  });
}
