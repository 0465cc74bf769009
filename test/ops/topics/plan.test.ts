import { expect, test } from "vitest";
import type { LiveTopic } from "../../../adapters/bus/topics-port.ts";
import { type TopicContract, topics } from "../../../contracts/topics.ts";
import { differs, losing, planTopics } from "../../../ops/topics/plan.ts";
import { planAsText } from "../../../ops/topics/text.ts";

const contracts: readonly TopicContract[] = Object.values(topics);
const asContract = ({ name, partitions, retentionHours, maxRecordBytes }: TopicContract): LiveTopic => ({
  name,
  partitions,
  settings: { retentionHours, maxRecordBytes },
});
const live = contracts.map(asContract);
const events = topics.securityEvents;
/** Everything as it should be, but the first topic. */
const planOf = (first: Partial<LiveTopic>) =>
  planTopics(contracts, [{ ...asContract(events), ...first }, ...live.slice(1)]);

test("a bus that is as the contracts say has nothing to change", () => {
  const plan = planTopics(contracts, live);
  expect(plan).toEqual({ changes: [], refused: [], same: contracts.map((t) => t.name), unmanaged: [] });
  expect(differs(plan)).toBe(false);
});

test("an empty bus gets every topic, in the order of the contracts", () => {
  const plan = planTopics(contracts, []);
  expect(plan.changes).toEqual(contracts.map((topic) => ({ kind: "create", topic })));
  expect(differs(plan)).toBe(true);
});

test("too few partitions are added to", () => {
  expect(planOf({ partitions: 2 }).changes).toEqual([{ kind: "add-partitions", topic: events, from: 2 }]);
});

test("too many partitions are refused, said, and a difference", () => {
  const plan = planOf({ partitions: 12 });
  expect(plan.changes).toEqual([]);
  expect(plan.refused).toEqual([{ topic: events, from: 12 }]);
  expect(differs(plan)).toBe(true);
  expect(planAsText(plan)).toMatch(/security-events +refused +12 partitions stay/);
});

test("settings are set one by one, and those that the bus does not hold are not looked at", () => {
  const settings = { retentionHours: 24, maxRecordBytes: events.maxRecordBytes };
  expect(planOf({ settings }).changes).toEqual([
    { kind: "configure", topic: events, settings: [{ name: "retentionHours", from: 24, to: 168 }] },
  ]);
  expect(planOf({ settings: {} }).changes).toEqual([]);
});

test("partitions and settings of one topic are two changes", () => {
  const plan = planOf({ partitions: 1, settings: { retentionHours: 1 } });
  expect(plan.changes.map((c) => c.kind)).toEqual(["add-partitions", "configure"]);
});

test("a shorter retention loses records, a longer one does not", () => {
  expect(losing(planOf({ settings: { retentionHours: 169 } }))).toHaveLength(1);
  expect(losing(planOf({ settings: { retentionHours: Number.POSITIVE_INFINITY } }))).toHaveLength(1);
  expect(losing(planOf({ settings: { retentionHours: 167 } }))).toEqual([]);
});

test("a topic that no contract knows is shown and stays", () => {
  const unknown: LiveTopic = { name: "somebody-elses", partitions: 1, settings: {} };
  const plan = planTopics(contracts, [...live, unknown]);
  expect(plan.unmanaged).toEqual([unknown]);
  expect(differs(plan)).toBe(false);
  expect(planAsText(plan)).toMatch(/somebody-elses +unmanaged .*no command deletes a topic/);
});

test("the text has a line for every topic, whatever becomes of it", () => {
  const text = planAsText(planTopics(contracts, [asContract(events)]));
  expect(text.split("\n")).toHaveLength(1 + contracts.length);
  expect(text).toMatch(/alerts +create +3 partitions/);
});
