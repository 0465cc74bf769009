import { expect, test } from "vitest";
import type { ObjectReceipt } from "../../../contracts/tables.ts";
import { dataCollected } from "../../../ops/checks/data-collected.ts";
import { dataDeadLetters } from "../../../ops/checks/data-dead-letters.ts";
import { dataFresh } from "../../../ops/checks/data-fresh.ts";
import { ago, guarded, judged } from "./given.ts";

const receipt = (key: string, secondsAgo: number, more: Partial<ObjectReceipt> = {}): ObjectReceipt => ({
  source_key: key,
  etag: "e1",
  bus_id: "bus",
  records: 100,
  dead_lettered: 0,
  collected_at: ago(secondsAgo).toISOString(),
  ...more,
});
const landed = (...keys: readonly (readonly [string, number])[]) => ({
  objects: keys.map(([key, seconds]) => ({ key, etag: "e1", modifiedAt: ago(seconds) })),
  complete: true,
});
const written = (...all: readonly ObjectReceipt[]) => ({ all, complete: true });

test("collected: an empty bucket is nothing to judge", () => {
  const seen = { landing: landed(), receipts: written(), busId: "bus", measured: undefined };
  expect(judged(dataCollected, seen)).toEqual({ state: "skip", because: "the landing bucket is empty" });
});

test("collected: an object without a receipt fails after three minutes, and says which and since when", () => {
  const receipts = written(receipt("a", 600));
  expect(
    judged(dataCollected, { landing: landed(["a", 700], ["b", 180]), receipts, busId: "bus", measured: undefined }),
  ).toEqual({
    state: "ok",
    saw: "2 objects, 1 not collected yet",
  });
  expect(
    judged(dataCollected, { landing: landed(["a", 700], ["b", 181]), receipts, busId: "bus", measured: undefined }),
  ).toMatchObject({
    state: "fail",
    saw: "1 object without a receipt, for example b",
    since: ago(181).toISOString(),
  });
});

test("collected: a backlog that is being worked off is ok", () => {
  const seen = {
    landing: landed(["a", 700], ["b", 600]),
    receipts: written(receipt("a", 3)),
    busId: "bus",
    measured: undefined,
  };
  expect(judged(dataCollected, seen).state).toBe("ok");
});

test("collected: a receipt of other content or for another bus does not count", () => {
  for (const more of [{ etag: "e0" }, { bus_id: "old" }]) {
    const seen = {
      landing: landed(["a", 700]),
      receipts: written(receipt("a", 600, more)),
      busId: "bus",
      measured: undefined,
    };
    expect(judged(dataCollected, seen).state).toBe("fail");
  }
});

test("collected: what was seen in part is judged by what the freshness function measured, or unknown", () => {
  const receipts = { all: [receipt("a", 600)], complete: false };
  const part = { landing: landed(["b", 700]), receipts, busId: "bus" };
  expect(judged(dataCollected, { ...part, measured: undefined }).state).toBe("unknown");
  expect(judged(dataCollected, { ...part, measured: { seconds: 0, measuredAt: ago(60) } })).toEqual({
    state: "ok",
    saw: "the oldest waited 0 s, as measured",
  });
  expect(judged(dataCollected, { ...part, measured: { seconds: 600, measuredAt: ago(60) } })).toMatchObject({
    state: "fail",
    since: ago(660).toISOString(),
  });
  const landing = { ...landed(["a", 700]), complete: false };
  const seen = { landing, receipts: written(receipt("a", 600)), busId: "bus", measured: undefined };
  expect(judged(dataCollected, seen).state).toBe("unknown");
});

test("fresh: an environment that never had data is skipped", () => {
  const seen = { collectedAt: undefined, sameBus: false, writtenAt: undefined };
  expect(judged(dataFresh, seen)).toEqual({ state: "skip", because: "no event has arrived yet" });
});

test("fresh: collected and in the lake is ok, however long ago", () => {
  expect(judged(dataFresh, { collectedAt: ago(200_000), sameBus: true, writtenAt: ago(200_001) })).toEqual({
    state: "ok",
    saw: "newest events came 2 days ago, all in the lake",
  });
});

test("fresh: collected but not in the lake is stale after two minutes", () => {
  const seen = { sameBus: true, writtenAt: ago(9_000) };
  expect(judged(dataFresh, { ...seen, collectedAt: ago(119) }).state).toBe("ok");
  expect(judged(dataFresh, { ...seen, collectedAt: ago(600) })).toMatchObject({
    state: "fail",
    saw: "events collected 10 min ago are not in the lake",
    since: ago(600).toISOString(),
  });
  expect(judged(dataFresh, { collectedAt: ago(600), sameBus: false, writtenAt: undefined })).toMatchObject({
    saw: "events collected 10 min ago are not in the lake (they went to another bus)",
  });
});

test("fresh: where data is protected, silence of the sources is a failure too", () => {
  const seen = { collectedAt: ago(200_000), sameBus: true, writtenAt: ago(200_000) };
  expect(judged(dataFresh, seen, guarded)).toMatchObject({ state: "fail", saw: "the newest events came 2 days ago" });
});

test("dead letters: a few are ok, more than 1 % of a day and at least 10 are not", () => {
  expect(judged(dataDeadLetters, written()).state).toBe("skip");
  expect(judged(dataDeadLetters, written(receipt("a", 60, { records: 9, dead_lettered: 9 }))).state).toBe("ok");
  expect(judged(dataDeadLetters, written(receipt("a", 60, { records: 1_000, dead_lettered: 10 }))).state).toBe("ok");
  const bad = receipt("a", 60, { records: 999, dead_lettered: 10, reason: "not JSON" });
  expect(judged(dataDeadLetters, written(bad, receipt("b", 90_000, { dead_lettered: 100 })))).toMatchObject({
    state: "fail",
    saw: "10 of 999 events in a day, for example a: not JSON",
    since: ago(60).toISOString(),
  });
});

test("dead letters: of very many receipts a sample is judged, and called one", () => {
  expect(judged(dataDeadLetters, { all: [receipt("a", 60)], complete: false })).toEqual({
    state: "ok",
    saw: "0 of 100 events in a day's sample",
  });
});
