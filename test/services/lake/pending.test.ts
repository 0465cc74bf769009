import { expect, test } from "vitest";
import type { Batch, StoredRecord } from "../../../adapters/bus/port.ts";
import { Pending } from "../../../services/lake/pending.ts";
import fc from "../../support/properties.ts";

const recordAt = (offset: number): StoredRecord => ({
  offset,
  timestamp: 0,
  key: "k",
  value: Buffer.from(String(offset)),
  headers: {},
});
const batchOf = (from: number, offsets: readonly number[], next: number): Batch => ({
  partition: 0,
  from,
  records: offsets.map(recordAt),
  next,
});

test("a batch is due when it is full or old; one without a record never is", () => {
  const policy = { maxRecords: 3, maxBytes: 1_000_000, maxWaitMs: 100 };
  const pending = new Pending(0, 5);
  expect(pending.dueIn(policy, 0)).toBeUndefined();
  pending.add(batchOf(5, [], 6), 500);
  expect(pending.dueIn(policy, 5_000)).toBeUndefined();
  pending.add(batchOf(6, [6], 7), 1_000);
  expect(pending.dueIn(policy, 1_040)).toBe(60);
  expect(pending.dueIn(policy, 5_000)).toBe(0);
  pending.add(batchOf(7, [7, 8], 9), 1_050);
  expect(pending.dueIn(policy, 1_050)).toBe(0);
  expect([pending.position, pending.next]).toEqual([5, 9]);
});

test("what does not follow is refused, forwards and backwards, and taking up again can help", () => {
  const pending = new Pending(3, 5);
  pending.add(batchOf(5, [6], 7), 0);
  for (const from of [5, 6, 8, 5_000]) {
    const refused = expect.objectContaining({
      retry: "after-refresh",
      message: expect.stringMatching(`partition 3: polled from offset ${from} .*wanted from 7`),
    });
    expect(() => pending.add(batchOf(from, [from], from + 1), 0)).toThrow(refused);
  }
  expect([pending.records.map((r) => r.offset), pending.next]).toEqual([[6], 7]);
});

test("behind a jump that retention made, the first batch begins where reading was told to begin", () => {
  const pending = new Pending(0, 5, 40);
  expect(() => pending.add(batchOf(5, [5], 6), 0)).toThrow(/wanted from 40/);
  pending.add(batchOf(40, [40], 41), 0);
  expect([pending.position, pending.next]).toEqual([5, 41]);
});

test("whatever batches come in whatever order: what is held is a whole stretch of the log, gaps of the bus aside", () => {
  // A log of 60 offsets, some without a record, cut into batches of any length; then lost, repeated or swapped ones.
  const log = fc.record({
    marks: fc.uniqueArray(fc.nat(59), { maxLength: 30 }),
    cuts: fc.uniqueArray(fc.integer({ min: 1, max: 59 }), { maxLength: 12 }),
    order: fc.array(fc.nat(12), { maxLength: 30 }),
  });
  fc.assert(
    fc.property(log, ({ marks, cuts, order }) => {
      const held = Array.from({ length: 60 }, (_, i) => i).filter((offset) => !marks.includes(offset));
      const edges = [0, ...cuts.toSorted((a, b) => a - b), 60];
      const batches = edges.slice(1).map((next, i) => {
        const from = edges[i] ?? 0;
        return batchOf(
          from,
          held.filter((offset) => offset >= from && offset < next),
          next,
        );
      });
      const pending = new Pending(0, 0);
      for (const which of order) {
        const batch = batches[which % batches.length]!;
        const [next, count] = [pending.next, pending.records.length];
        if (batch.from === next) pending.add(batch, 0);
        else expect(() => pending.add(batch, 0)).toThrow(/was not taken/);
        expect(pending.next).toBe(batch.from === next ? batch.next : next);
        expect(pending.records.length - count).toBe(batch.from === next ? batch.records.length : 0);
      }
      expect(pending.records.map((r) => r.offset)).toEqual(held.filter((offset) => offset < pending.next));
    }),
  );
});
