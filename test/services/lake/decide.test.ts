import { parquetWriteBuffer } from "hyparquet-writer";
import { expect, test } from "vitest";
import type { BusRecord, StoredRecord } from "../../../adapters/bus/port.ts";
import { envelopeToHeaders } from "../../../contracts/events.ts";
import { bronzeKey } from "../../../contracts/lake.ts";
import { decodeBronze, encodeBronze } from "../../../services/lake/bronze.ts";
import { decide } from "../../../services/lake/decide.ts";
import { deriveSilver } from "../../../services/lake/silver.ts";
import { chance, trailEvent } from "../../integration/path/events.ts";
import fc from "../../support/properties.ts";
import { recordOf } from "./world.ts";

const stored = (records: readonly BusRecord[], from = 0): StoredRecord[] =>
  records.map((record, i) => ({ ...record, offset: from + i, timestamp: 0 }));
const nothingHeld = async (): Promise<ReadonlySet<string>> => new Set();
const random = chance(1);

test("an event is kept once: not when it is held, nor twice in a batch", async () => {
  const [a, b] = [trailEvent(random), trailEvent(random)];
  const records = stored([recordOf(a, "k", 0), recordOf(b, "k", 1), recordOf(a, "k", 2)]);
  const rows = await decide(records, async () => new Set([String(b.eventID)]));
  expect(rows.map((r) => [r.outcome, r.reason])).toEqual([
    ["keep", null],
    ["drop", "duplicate"],
    ["drop", "duplicate"],
  ]);
  expect(rows[0]?.raw).toBe(JSON.stringify(a));
  expect(rows[1]).toMatchObject({ raw: null, event_id: b.eventID, source_key: "k", source_index: 1 });
});

test("what cannot be an event is a dead letter with its reason", async () => {
  const envelope = {
    kind: "cloudtrail",
    sourceKey: "k",
    sourceIndex: 0,
    receivedAt: "2026-03-01T00:00:00.000Z",
  } as const;
  const value = Buffer.from("{");
  const records = stored([
    { key: "k", value, headers: {} },
    { key: "k", value, headers: envelopeToHeaders(envelope) },
    { key: "k", value, headers: envelopeToHeaders({ ...envelope, deadLetter: "truncated gzip" }) },
    { ...recordOf(trailEvent(random), "k", 0), headers: { ...envelopeToHeaders(envelope), "cap-kind": "flow-log" } },
  ]);
  const rows = await decide(records, nothingHeld);
  expect(rows.map((r) => r.reason)).toEqual(["no envelope", "not JSON", "truncated gzip", "unknown kind"]);
  expect(rows.map((r) => r.kind)).toEqual([null, "cloudtrail", "cloudtrail", "flow-log"]);
  expect(rows[3]).toMatchObject({ source_key: "k", source_index: 0 });
  expect(new Set(rows.map((r) => r.outcome))).toEqual(new Set(["dead-letter"]));
});

test("bronze comes back as it was written, whatever the raw bytes hold", async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(fc.string({ unit: "grapheme" }), { minLength: 1, maxLength: 50 }), async (texts) => {
      const events = texts.map((text) => trailEvent(random, { userAgent: text }));
      const rows = await decide(
        stored(
          events.map((e, i) => recordOf(e, "k", i)),
          7,
        ),
        nothingHeld,
      );
      const object = { busId: "b-1", partition: 3, position: 7, next: 7 + rows.length, writer: "w", rows };
      expect(await decodeBronze(bronzeKey("b-1", 3, 7), encodeBronze(object))).toEqual(object);
    }),
    { numRuns: 30 },
  );
});

test("bronze of a time before it named kinds holds CloudTrail, and gives the same silver", async () => {
  const rows = await decide(stored([recordOf(trailEvent(random), "k", 0)]), nothingHeld);
  const object = { busId: "b", partition: 0, position: 0, next: 1, writer: "w", rows };
  const old = parquetWriteBuffer({
    columnData: [
      { name: "offset", data: [0n] },
      { name: "outcome", data: ["keep"] },
      { name: "raw", data: [rows[0]?.raw] },
    ],
    kvMetadata: [{ key: "cap.next", value: "1" }],
  });
  const read = await decodeBronze(bronzeKey("b", 0, 0), new Uint8Array(old));
  expect(deriveSilver(read)).toEqual(deriveSilver(object));
});

test("a kept event of a kind that nobody here normalises is never taken for CloudTrail", async () => {
  const rows = await decide(stored([recordOf(trailEvent(random), "k", 0)]), nothingHeld);
  const strange = rows.map((row) => ({ ...row, kind: "flow-log" }));
  expect(() => deriveSilver({ busId: "b", partition: 0, position: 0, next: 1, writer: "w", rows: strange })).toThrow(
    /flow-log/,
  );
});

test("a bronze object that was cut off is told, with what still holds", async () => {
  const rows = await decide(stored([recordOf(trailEvent(random), "k", 0)]), nothingHeld);
  const bytes = encodeBronze({ busId: "b", partition: 0, position: 0, next: 1, writer: "w", rows });
  await expect(decodeBronze(bronzeKey("b", 0, 0), bytes.slice(0, -9))).rejects.toMatchObject({
    code: "CAP_LAKE_UNREADABLE",
    message: expect.stringContaining("still on the bus"),
  });
});

test("silver: a file per day of an account and region, the same bytes each time, every kept id in one", async () => {
  const events = Array.from({ length: 200 }, () => trailEvent(random));
  const rows = await decide(stored(events.map((e, i) => recordOf(e, "k", i))), nothingHeld);
  const object = { busId: "b", partition: 0, position: 0, next: 200, writer: "w", rows };
  const files = deriveSilver(object);
  expect(files.flatMap((f) => f.ids).sort()).toEqual(events.map((e) => String(e.eventID)).sort());
  expect(new Set(files.map((f) => f.key)).size).toBe(files.length);
  expect(files[0]?.key).toMatch(
    /^api_activity\/region=[a-z0-9-]+\/accountId=\d{12}\/eventDay=202603\d\d\/b-0-0{20}\.parquet$/,
  );
  expect(deriveSilver(object)).toEqual(files);
});
