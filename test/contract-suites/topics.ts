import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { TopicAdmin } from "../../adapters/bus/topics-port.ts";
import type { TopicContract } from "../../contracts/topics.ts";
import { planTopics } from "../../ops/topics/plan.ts";
import { runPlan } from "../../ops/topics/run.ts";
import { freshTopic } from "./bus-harness.ts";

/** What the topics suite needs to know of an adapter. */
export interface TopicsHarness {
  readonly open: () => Promise<TopicAdmin>;
  /** Whether the bus holds the largest record of a topic. */
  readonly limitsRecords: boolean;
}

/** What every adapter of the topics port must do. */
export function topicsContract(name: string, { open, limitsRecords }: TopicsHarness): void {
  describe(`topics: ${name}`, () => {
    let admin: TopicAdmin;
    const seen = async ({ name }: TopicContract) => (await admin.list()).find((topic) => topic.name === name);
    /** A change is known everywhere a moment after it was made. */
    const eventually = (topic: TopicContract, want: object) => expect.poll(() => seen(topic)).toMatchObject(want);
    const settingsOf = ({ retentionHours, maxRecordBytes }: TopicContract) =>
      limitsRecords ? { retentionHours, maxRecordBytes } : { retentionHours };
    beforeAll(async () => {
      admin = await open();
    });
    afterAll(() => admin?.close());

    it("lists a topic that it made as its contract has it, and makes it once", async () => {
      const topic = freshTopic(3);
      await admin.create(topic);
      await eventually(topic, { name: topic.name, partitions: 3, settings: settingsOf(topic) });
      await admin.create(topic);
      expect((await admin.list()).filter((one) => one.name === topic.name)).toHaveLength(1);
    });

    it("adds partitions and leaves settings alone", async () => {
      const topic = freshTopic(2);
      await admin.create(topic);
      await eventually(topic, { partitions: 2 });
      const grown = { ...topic, partitions: 5, retentionHours: 99 };
      await admin.addPartitions(grown);
      await admin.addPartitions(grown);
      await eventually(topic, { partitions: 5, settings: settingsOf(topic) });
    });

    it("sets what it is told to set, and nothing else", async () => {
      const topic = freshTopic(2);
      await admin.create(topic);
      await eventually(topic, { partitions: 2 });
      await admin.configure(topic, { retentionHours: 7 });
      await eventually(topic, { partitions: 2, settings: { ...settingsOf(topic), retentionHours: 7 } });
    });

    it("after a plan was run there is nothing left to change; what no contract knows is still there", async () => {
      const unknown = freshTopic(1);
      const [missing, small, other] = [freshTopic(4), freshTopic(4), freshTopic(4)];
      await Promise.all([
        admin.create(unknown),
        admin.create({ ...small, partitions: 2 }),
        admin.create({ ...other, retentionHours: 3 }),
      ]);
      await eventually(other, { partitions: 4 });
      await eventually(small, { partitions: 2 });
      const contracts = [missing, small, other];
      const plan = planTopics(contracts, await admin.list());
      expect(plan.changes.map((c) => c.kind)).toEqual(["create", "add-partitions", "configure"]);
      await runPlan(admin, plan, () => {});
      await expect.poll(async () => planTopics(contracts, await admin.list()).changes).toEqual([]);
      expect((await admin.list()).map((topic) => topic.name)).toContain(unknown.name);
    });

    it("never takes a partition away", async () => {
      const topic = { ...freshTopic(4), name: `wide-${randomUUID()}` };
      await admin.create(topic);
      await eventually(topic, { partitions: 4 });
      const narrow = { ...topic, partitions: 2 };
      const plan = planTopics([narrow], await admin.list());
      expect(plan.changes).toEqual([]);
      expect(plan.refused).toEqual([{ topic: narrow, from: 4 }]);
      await admin.addPartitions(narrow);
      await eventually(topic, { partitions: 4 });
    });
  });
}
