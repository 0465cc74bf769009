import { expect, test } from "vitest";
import { topics } from "../../../contracts/topics.ts";
import { busLag } from "../../../ops/checks/bus-lag.ts";
import { busReachable } from "../../../ops/checks/bus-reachable.ts";
import { busTopics } from "../../../ops/checks/bus-topics.ts";
import type { BusSeen } from "../../../ops/probes/bus.ts";
import { ago, judged } from "./given.ts";

const bus: BusSeen = {
  where: "/home/bus.sqlite",
  exists: true,
  id: "b",
  extents: [0, 1, 2, 3, 4, 5].map((partition) => ({ partition, first: 0, end: 10 })),
  committed: new Map(),
  lag: 0,
};

test("reachable: a topic with all its partitions is ok", () => {
  expect(judged(busReachable, { bus, cluster: undefined })).toEqual({
    state: "ok",
    saw: "security-events, 6 partitions",
  });
  expect(judged(busReachable, { bus: { ...bus, extents: [] }, cluster: undefined })).toMatchObject({
    state: "fail",
    saw: "security-events: 0 partitions",
  });
});

test("reachable: a bus that was never made fails and says where it should be", () => {
  expect(judged(busReachable, { bus: { ...bus, exists: false }, cluster: undefined })).toMatchObject({
    state: "fail",
    saw: "no bus at /home/bus.sqlite",
  });
});

test("reachable: a cluster must be ACTIVE", () => {
  expect(judged(busReachable, { bus, cluster: { name: "cap-prod", state: "ACTIVE" } }).state).toBe("ok");
  expect(judged(busReachable, { bus, cluster: { name: "cap-prod", state: "HEALING" } })).toMatchObject({
    saw: "cap-prod: HEALING",
  });
  expect(judged(busReachable, { bus, cluster: { name: "cap-prod", state: undefined } })).toMatchObject({
    saw: "cap-prod: there is none",
  });
});

test("lag: none is ok, and so is one that is being worked off", () => {
  expect(judged(busLag, { lag: 0, lastWrite: undefined, waitingSince: undefined }).state).toBe("ok");
  expect(judged(busLag, { lag: 2_000, lastWrite: ago(120), waitingSince: undefined })).toEqual({
    state: "ok",
    saw: "2,000 records on their way",
  });
});

test("lag: the first records after a quiet hour are no halt", () => {
  expect(judged(busLag, { lag: 5, lastWrite: ago(3_600), waitingSince: ago(2) }).state).toBe("ok");
  expect(judged(busLag, { lag: 5, lastWrite: undefined, waitingSince: ago(120) }).state).toBe("ok");
});

test("lag: records that wait while the lake is silent fail, since the oldest of them arrived", () => {
  expect(judged(busLag, { lag: 1, lastWrite: ago(600), waitingSince: ago(300) })).toMatchObject({
    state: "fail",
    saw: "1 record waiting, the oldest for 5 min; the lake last wrote 10 min ago",
    since: ago(300).toISOString(),
  });
  expect(judged(busLag, { lag: 7, lastWrite: undefined, waitingSince: ago(300) })).toMatchObject({
    saw: "7 records waiting, the oldest for 5 min; the lake has never written",
  });
});

const live = Object.values(topics).map(({ name, partitions, retentionHours, maxRecordBytes }) => ({
  name,
  partitions,
  settings: { retentionHours, maxRecordBytes },
}));

test("topics: all as their contracts say are ok, also with more partitions and strangers beside them", () => {
  expect(judged(busTopics, live)).toEqual({ state: "ok", saw: "2 topics" });
  const more = [...live.map((t) => ({ ...t, partitions: 12 })), { name: "other", partitions: 1, settings: {} }];
  expect(judged(busTopics, more).state).toBe("ok");
});

test("topics: what is missing or otherwise fails, with the command that mends it", () => {
  const [events] = live;
  if (events === undefined) throw new Error("there is a topic");
  expect(judged(busTopics, [{ ...events, partitions: 2, settings: { retentionHours: 1 } }])).toEqual({
    state: "fail",
    saw: "security-events: 2 -> 6 partitions; keys spread anew from then on; security-events: 1 -> 168 h of retention; alerts: missing",
    want: "every topic as contracts/topics.ts has it",
    fix: "cap topics apply --env local",
  });
});

test("topics: of a bus that is not there nothing is known", () => {
  expect(judged(busTopics, undefined).state).toBe("unknown");
});
