import { describe, expect, it } from "vitest";
import { committedRecords } from "../../adapters/bus/kafka-fetch.ts";

type Answer = Parameters<typeof committedRecords>[0];

const record = (offsetDelta: number, text: string) => ({
  length: 0,
  attributes: 0,
  timestampDelta: 0n,
  offsetDelta,
  key: Buffer.from("k"),
  value: Buffer.from(text),
  headers: [],
});
const batch = (firstOffset: bigint, producerId: bigint, texts: readonly string[], attributes = 1 << 4) => ({
  firstOffset,
  length: 0,
  partitionLeaderEpoch: 0,
  magic: 2,
  crc: 0,
  attributes,
  lastOffsetDelta: texts.length - 1,
  firstTimestamp: 0n,
  maxTimestamp: 0n,
  producerId,
  producerEpoch: 0,
  firstSequence: 0,
  records: texts.map((text, i) => record(i, text)),
});
// The marker that ends a transaction: key is version 0 and type 0 (abort) or 1 (commit).
const marker = (offset: bigint, producerId: bigint, type: 0 | 1) => ({
  ...batch(offset, producerId, ["m"], (1 << 4) | (1 << 5)),
  records: [{ ...record(0, ""), key: Buffer.from([0, 0, 0, type]) }],
});
const answer = (records: Answer["records"], aborted: { producerId: bigint; firstOffset: bigint }[]): Answer => ({
  partitionIndex: 3,
  errorCode: 0,
  highWatermark: 99n,
  lastStableOffset: 99n,
  logStartOffset: 0n,
  abortedTransactions: aborted,
  preferredReadReplica: -1,
  ...(records !== undefined && { records }),
});
const texts = (a: Answer, from: number) =>
  committedRecords(a, from).records.map((r) => Buffer.from(r.value).toString());

describe("committedRecords", () => {
  it("leaves out every aborted transaction of a producer, keeps those around it", () => {
    const log = answer(
      [
        batch(0n, 7n, ["void 1", "void 2"]),
        marker(2n, 7n, 0),
        batch(3n, 7n, ["kept 1"]),
        batch(4n, 8n, ["kept 2"]),
        marker(5n, 7n, 1),
        batch(6n, 7n, ["void 3"]),
        marker(7n, 8n, 1),
        marker(8n, 7n, 0),
      ],
      [
        { producerId: 7n, firstOffset: 0n },
        { producerId: 7n, firstOffset: 6n },
      ],
    );
    expect(texts(log, 0)).toEqual(["kept 1", "kept 2"]);
    expect(committedRecords(log, 0).next).toBe(9);
  });

  it("leaves out an aborted transaction whose marker is not in the same answer", () => {
    const log = answer([batch(0n, 7n, ["void"])], [{ producerId: 7n, firstOffset: 0n }]);
    expect(texts(log, 0)).toEqual([]);
    expect(committedRecords(log, 0).next).toBe(1);
  });

  it("starts inside a batch, and keeps what is not transactional", () => {
    const log = answer([batch(10n, 7n, ["a", "b", "c"], 0)], [{ producerId: 7n, firstOffset: 0n }]);
    expect(texts(log, 12)).toEqual(["c"]);
    expect(committedRecords(log, 12)).toMatchObject({ partition: 3, from: 12, next: 13 });
    expect(committedRecords(answer([], []), 12)).toEqual({ partition: 3, from: 12, records: [], next: 12 });
  });
});
