import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Bus, StoredRecord } from "../../adapters/bus/port.ts";
import type { TopicContract } from "../../contracts/topics.ts";
import { fastest } from "../support/fastest.ts";
import fc from "../support/properties.ts";
import { busCrashContract } from "./bus-crash.ts";
import { busGroupContract } from "./bus-group.ts";
import {
  type BusHarness,
  everything,
  freshTopic,
  positionsOf,
  recordsOf,
  take,
  textOf,
  textRecord,
  until,
} from "./bus-harness.ts";

const keyed = (records: readonly StoredRecord[]): Record<string, string[]> =>
  Object.fromEntries([...Map.groupBy(records, (r) => r.key)].map(([key, some]) => [key, some.map(textOf)]));

/** What every adapter of the bus port must do. */
export function busContract(name: string, harness: BusHarness): void {
  describe(`bus: ${name}`, () => {
    let bus: Bus;
    const make = async (partitions?: number): Promise<TopicContract> => {
      const topic = freshTopic(partitions);
      await bus.ensureTopics([topic]);
      return topic;
    };
    beforeAll(async () => {
      bus = await harness.open();
    });
    afterAll(() => bus?.close());

    it("keeps the order within a key, and a key in one partition", async () => {
      const topic = await make();
      const sent: Record<string, string[]> = {};
      for (let batch = 0; batch < 5; batch++) {
        const records = Array.from({ length: 40 }, (_, i) =>
          textRecord(`account/region-${(i * 7) % 11}`, `${batch}-${i}`),
        );
        for (const { key, value } of records) sent[key] = [...(sent[key] ?? []), new TextDecoder().decode(value)];
        await bus.send(topic, records);
      }
      const consumer = await bus.consumer({ topic, group: "order" });
      const batches = await take(consumer, 200);
      expect(keyed(recordsOf(batches))).toEqual(sent);
      for (const { partition, records, next } of batches) {
        expect(records.every((r, i) => i === 0 || r.offset > (records[i - 1]?.offset ?? 0))).toBe(true);
        expect(next).toBeGreaterThan(records.at(-1)?.offset ?? 0);
        expect(partition).toBeLessThan(topic.partitions);
      }
      const homes = Map.groupBy(
        batches.flatMap((b) => b.records.map((r) => `${r.key} ${b.partition}`)),
        (x) => x,
      );
      expect(homes.size).toBe(Object.keys(sent).length);
      await consumer.close();
    });

    it("changes neither keys nor headers nor bytes", async () => {
      const topic = await make(3);
      const text = fc.string({ unit: "grapheme", maxLength: 40 });
      const record = fc.record({
        key: text,
        value: fc.uint8Array({ maxLength: 2_000 }),
        headers: fc.dictionary(text, text, { maxKeys: 6, noNullPrototype: true }),
      });
      const consumer = await bus.consumer({ topic, group: "bytes" });
      await fc.assert(
        fc.asyncProperty(fc.array(record, { minLength: 1, maxLength: 8 }), async (records) => {
          await bus.send(topic, records);
          const got = recordsOf(await take(consumer, records.length));
          const plain = (all: readonly { key: string; value: Uint8Array; headers: object }[]) =>
            all.map((r) =>
              JSON.stringify([r.key, Buffer.from(r.value).toString("hex"), Object.entries(r.headers).sort()]),
            );
          expect(plain(got).sort()).toEqual(plain(records).sort());
        }),
        { numRuns: 20, seed: 20_261_121 },
      );
      await consumer.close();
    });

    it("takes a record of the largest size, and many at once", async () => {
      const topic = await make(2);
      const value = new Uint8Array(topic.maxRecordBytes).map((_, i) => (i * 31 + (i >> 8)) & 0xff);
      await bus.send(topic, [
        textRecord("a", "before"),
        { key: "a", value, headers: { large: "yes" } },
        textRecord("a", "after"),
      ]);
      await bus.send(
        topic,
        Array.from({ length: 5 }, () => ({ key: "b", value, headers: {} })),
      );
      const records = await everything(bus, topic, 8);
      expect(records).toHaveLength(8);
      expect(records.filter((r) => Buffer.compare(r.value, value) === 0)).toHaveLength(6);
    });

    it("stamps records with the time it took them", async () => {
      const topic = await make(1);
      const before = Date.now();
      await bus.send(topic, [textRecord("k", "x")]);
      const [record] = await everything(bus, topic, 1);
      expect(record?.timestamp).toBeGreaterThanOrEqual(before - 1_000);
      expect(record?.timestamp).toBeLessThanOrEqual(Date.now() + 1_000);
    });

    it("brings at most maxRecords per partition and leaves nothing out", async () => {
      const topic = await make(1);
      await bus.send(
        topic,
        Array.from({ length: 1_234 }, (_, i) => textRecord("k", String(i))),
      );
      const consumer = await bus.consumer({ topic, group: "pages" });
      const seen: string[] = [];
      for (let polls = 0; seen.length < 1_234 && polls < 400; polls++)
        for (const batch of await consumer.poll({ maxRecords: 100, waitMs: 200 })) {
          expect(batch.records.length).toBeLessThanOrEqual(100);
          seen.push(...batch.records.map(textOf));
        }
      expect(seen).toEqual(Array.from({ length: 1_234 }, (_, i) => String(i)));
      await consumer.close();
    });

    it("joins batches without a gap: each is from where the one before it, or a seek, left off", async () => {
      const topic = await make(2);
      const consumer = await bus.consumer({ topic, group: "joined" });
      const at = new Map<number, number>();
      const seen: string[] = [];
      const follow = async (): Promise<void> => {
        for (const { partition, from, records, next } of await consumer.poll({ maxRecords: 7, waitMs: 200 })) {
          expect(from).toBe(at.get(partition) ?? 0);
          expect(next).toBeGreaterThan(from);
          for (const { offset } of records) expect(offset >= from && offset < next).toBe(true);
          at.set(partition, next);
          seen.push(...records.map(textOf));
        }
      };
      for (let round = 1; round <= 4; round++) {
        await bus.send(
          topic,
          Array.from({ length: 20 }, (_, i) => textRecord(`k${i}`, `${round} ${i}`)),
        );
        for (const end = Date.now() + 20_000; seen.length < round * 20 && Date.now() < end; ) await follow();
      }
      expect(new Set(seen).size).toBe(80);
      const [[partition = 0] = []] = [...at];
      at.set(partition, 3);
      await consumer.seek(partition, 3);
      await follow();
      expect(at.get(partition)).toBeGreaterThan(3);
      await consumer.close();
    });

    it("brings a reader to the end of every partition: who commits what it was handed has no lag", async () => {
      const topic = await make(3);
      const consumer = await bus.consumer({ topic, group: "idle" });
      // A batch of its own each time: whatever the bus writes behind the records is not in the same answer.
      for (let i = 0; i < 5; i++) {
        await bus.send(topic, [textRecord(`k${i}`, String(i))]);
        await consumer.commit(positionsOf(await take(consumer, 1)));
      }
      for (const end = Date.now() + 20_000; (await bus.lag(topic, "idle")) > 0 && Date.now() < end; )
        await consumer.commit(positionsOf(await consumer.poll({ maxRecords: 10, waitMs: 100 })));
      expect(await bus.lag(topic, "idle")).toBe(0);
      expect(await consumer.poll({ maxRecords: 10, waitMs: 300 })).toEqual([]);
      await consumer.close();
    });

    it("waits as long as it was told when there is nothing, and wakes up for a record", async () => {
      const topic = await make(1);
      const consumer = await bus.consumer({ topic, group: "wait" });
      await until(() => consumer.assigned().length === 1, [consumer]);
      const waits = async (): Promise<void> => {
        const began = Date.now();
        expect(await consumer.poll({ maxRecords: 10, waitMs: 300 })).toEqual([]);
        expect(Date.now() - began).toBeGreaterThanOrEqual(290);
      };
      expect(await fastest(3_000, waits)).toBeLessThan(3_000);
      const wakesUp = async (): Promise<void> => {
        const polled = consumer.poll({ maxRecords: 10, waitMs: 10_000 });
        await sleep(300);
        await bus.send(topic, [textRecord("k", "now")]);
        expect(recordsOf(await polled).map(textOf)).toEqual(["now"]);
      };
      expect(await fastest(1_300, wakesUp)).toBeLessThan(1_300);
      await consumer.close();
    });

    it("goes on where the group committed", async () => {
      const topic = await make(2);
      await bus.send(
        topic,
        Array.from({ length: 20 }, (_, i) => textRecord(`k${i % 5}`, String(i))),
      );
      const first = await bus.consumer({ topic, group: "resume" });
      const seen = await take(first, 20);
      const half = seen.map(({ partition, records }) => ({
        partition,
        next: records[Math.floor(records.length / 2)]!.offset,
      }));
      await first.commit(half);
      await first.close();
      expect(await bus.committed(topic, "resume")).toEqual(new Map(half.map((p) => [p.partition, p.next])));
      expect(await bus.committed(topic, "nobody")).toEqual(new Map());
      const second = await bus.consumer({ topic, group: "resume" });
      const rest = recordsOf(seen).filter((r) => half.some((p) => holds(seen, p.partition, r) && r.offset >= p.next));
      const again = recordsOf(await take(second, rest.length));
      expect(again.map(textOf).sort()).toEqual(rest.map(textOf).sort());
      expect(recordsOf(await second.poll({ maxRecords: 10, waitMs: 200 }))).toEqual([]);
      await second.close();
    });

    it("starts where the consumer says, and refuses a start beyond the end", async () => {
      const topic = await make(1);
      await bus.send(
        topic,
        Array.from({ length: 10 }, (_, i) => textRecord("k", String(i))),
      );
      const offsets = (await everything(bus, topic, 10)).map((r) => r.offset);
      const committed = await bus.consumer({ topic, group: "start" });
      await committed.commit(positionsOf(await take(committed, 10)));
      await committed.close();
      const told = await bus.consumer({ topic, group: "start", startAt: async () => offsets[7] });
      expect(recordsOf(await take(told, 3)).map(textOf)).toEqual(["7", "8", "9"]);
      await told.close();
      const [extent] = await bus.extents(topic);
      const beyond = await bus.consumer({ topic, group: "start", startAt: async () => (extent?.end ?? 0) + 5 });
      await expect(take(beyond, 1, 10_000)).rejects.toMatchObject({ name: "BusError", retry: "after-refresh" });
      await beyond.close();
      const undecided = await bus.consumer({ topic, group: "other", startAt: async () => undefined });
      expect(recordsOf(await take(undecided, 10))).toHaveLength(10);
      await undecided.close();
    });

    it("can start at the end", async () => {
      const topic = await make(1);
      await bus.send(topic, [textRecord("k", "old")]);
      const consumer = await bus.consumer({ topic, group: "tail", from: "latest" });
      // What is new is what comes after it has its place.
      expect(recordsOf(await until(() => consumer.assigned().length === 1, [consumer]))).toEqual([]);
      expect(recordsOf(await take(consumer, 1, 2_000))).toEqual([]);
      await bus.send(topic, [textRecord("k", "new")]);
      expect(recordsOf(await take(consumer, 1)).map(textOf)).toEqual(["new"]);
      await consumer.close();
    });

    it("seeks, backwards and forwards, and refuses what is not assigned", async () => {
      const topic = await make(1);
      await bus.send(
        topic,
        Array.from({ length: 10 }, (_, i) => textRecord("k", String(i))),
      );
      const consumer = await bus.consumer({ topic, group: "seek" });
      const offsets = recordsOf(await take(consumer, 10)).map((r) => r.offset);
      await consumer.seek(0, offsets[2]!);
      expect(recordsOf(await take(consumer, 8)).map(textOf)).toEqual(["2", "3", "4", "5", "6", "7", "8", "9"]);
      await consumer.seek(0, offsets[0]!);
      await consumer.poll({ maxRecords: 3, waitMs: 2_000 });
      await consumer.seek(0, offsets[8]!);
      expect(recordsOf(await take(consumer, 2)).map(textOf)).toEqual(["8", "9"]);
      await expect(consumer.seek(99, 0)).rejects.toMatchObject({ name: "BusError", retry: "after-refresh" });
      await consumer.close();
    });

    it("knows extents and lag", async () => {
      const topic = await make(3);
      expect(await bus.lag(topic, "lag")).toBe(0);
      expect((await bus.extents(topic)).map((e) => e.end - e.first)).toEqual([0, 0, 0]);
      await bus.send(
        topic,
        Array.from({ length: 30 }, (_, i) => textRecord(`k${i}`, String(i))),
      );
      // A batch that was acknowledged is seen a moment later where it is many partitions that have to be told.
      await expect.poll(() => bus.lag(topic, "lag")).toBeGreaterThanOrEqual(30);
      const before = await bus.lag(topic, "lag");
      expect((await bus.extents(topic)).reduce((sum, e) => sum + e.end - e.first, 0)).toBe(before);
      const consumer = await bus.consumer({ topic, group: "lag" });
      const batches = await take(consumer, 30);
      expect(await bus.lag(topic, "lag")).toBe(before);
      await consumer.commit(positionsOf(batches));
      expect(await bus.lag(topic, "lag")).toBe(0);
      expect(await bus.lag(topic, "another")).toBe(before);
      await consumer.close();
    });

    it("adds partitions, never removes any, and says which topic is missing", async () => {
      const topic = await make(2);
      await bus.ensureTopics([
        { ...topic, partitions: 5 },
        { ...topic, partitions: 5 },
      ]);
      const partitions = async () => (await bus.extents(topic)).map((e) => e.partition);
      await expect.poll(partitions).toEqual([0, 1, 2, 3, 4]);
      await bus.ensureTopics([{ ...topic, partitions: 1 }]);
      expect(await bus.extents(topic)).toHaveLength(5);
      const missing = freshTopic();
      const expected = { name: "BusError", message: expect.stringContaining(missing.name) };
      await expect(bus.send(missing, [textRecord("k", "x")])).rejects.toMatchObject(expected);
      await expect(bus.extents(missing)).rejects.toMatchObject(expected);
      await expect(bus.consumer({ topic: missing, group: "g" })).rejects.toMatchObject(expected);
    });

    it("keeps its identity and its records", async () => {
      const topic = await make(1);
      await bus.send(topic, [textRecord("k", "kept")]);
      await bus.send(topic, []);
      const again = await harness.open();
      expect(again.id).toBe(bus.id);
      expect(again.id).not.toBe("");
      expect((await everything(again, topic, 1)).map(textOf)).toEqual(["kept"]);
      await again.close();
    });

    it("takes sends that overlap, each as a whole", async () => {
      const topic = await make(4);
      const sends = Array.from({ length: 20 }, (_, s) =>
        bus.send(
          topic,
          Array.from({ length: 25 }, (_, i) => textRecord(`k${i % 4}`, `${s} ${i}`)),
        ),
      );
      await Promise.all(sends);
      const texts = (await everything(bus, topic, 500)).map(textOf);
      expect(new Set(texts).size).toBe(500);
      expect(texts).toHaveLength(500);
    });

    busGroupContract(harness, () => bus);
    busCrashContract(harness, () => bus);
  });
}

const holds = (
  batches: readonly { partition: number; records: readonly StoredRecord[] }[],
  partition: number,
  r: StoredRecord,
) => batches.some((b) => b.partition === partition && b.records.includes(r));
