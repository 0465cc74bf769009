import { expect, it } from "vitest";
import type { Bus, Consumer } from "../../adapters/bus/port.ts";
import { type BusHarness, freshTopic, positionsOf, recordsOf, take, textOf, textRecord, until } from "./bus-harness.ts";

const counted = (consumers: readonly Consumer[]): number[] => consumers.map((consumer) => consumer.assigned().length);

/** What members of one group may rely on; part of the bus suite. */
export function busGroupContract(harness: BusHarness, current: () => Bus): void {
  it("shares partitions fairly among members, and gives them back", async () => {
    const bus = current();
    const topic = freshTopic(6);
    await bus.ensureTopics([topic]);
    const other = await harness.open();
    const [a, b] = [await bus.consumer({ topic, group: "pair" }), await other.consumer({ topic, group: "pair" })];
    await until(() => String(counted([a])) === "6", [a]);
    await until(() => String(counted([a, b])) === "3,3", [a, b]);
    expect([...a.assigned(), ...b.assigned()].sort()).toEqual([0, 1, 2, 3, 4, 5]);
    await b.close();
    await until(() => String(counted([a])) === "6", [a]);
    await a.close();
    await other.close();
  });

  it("gives each record to exactly one living member while members come and go", async () => {
    const bus = current();
    const topic = freshTopic(6);
    await bus.ensureTopics([topic]);
    const seen: string[] = [];
    let sent = 0;
    const send = async (): Promise<void> => {
      await bus.send(
        topic,
        Array.from({ length: 60 }, () => textRecord(`key-${sent % 17}`, String(sent++))),
      );
    };
    // Commits before the next poll: what moves to another member then has been committed.
    const work = async (consumers: readonly Consumer[]): Promise<void> => {
      for (const consumer of consumers) {
        const batches = await consumer.poll({ maxRecords: 500, waitMs: 50 });
        if (batches.length === 0) continue;
        try {
          await consumer.commit(positionsOf(batches));
          seen.push(...recordsOf(batches).map(textOf));
        } catch (error) {
          // Lost the partition while it worked: another member reads these records again.
          expect(error).toMatchObject({ name: "BusError", retry: "after-refresh" });
        }
      }
    };
    const [a, b, c] = await Promise.all([0, 1, 2].map(() => bus.consumer({ topic, group: "moving" })));
    const phases = [[a!], [a!, b!], [a!, b!, c!], [b!, c!]];
    for (const [i, members] of phases.entries()) {
      if (i === 3) await a!.close();
      const even = members.map(() => 6 / members.length).join();
      for (const end = Date.now() + 30_000; counted(members).join() !== even && Date.now() < end; ) await work(members);
      expect(counted(members).join()).toBe(even);
      await send();
      for (const end = Date.now() + 30_000; new Set(seen).size < sent && Date.now() < end; ) await work(members);
    }
    expect(seen.map(Number).sort((x, y) => x - y)).toEqual(Array.from({ length: sent }, (_, i) => i));
    await b!.close();
    await c!.close();
  });

  it("refuses the commit of a partition that moved on, and stores nothing of it", async () => {
    const bus = current();
    const topic = freshTopic(2);
    await bus.ensureTopics([topic]);
    await bus.send(
      topic,
      Array.from({ length: 40 }, (_, i) => textRecord(`key-${i}`, String(i))),
    );
    const a = await bus.consumer({ topic, group: "moved" });
    const batches = await take(a, 40);
    const b = await bus.consumer({ topic, group: "moved" });
    await until(() => String(counted([a, b])) === "1,1", [a, b]);
    const kept = a.assigned()[0]!;
    const positions = positionsOf(batches);
    expect(positions).toHaveLength(2);
    const before = await bus.committed(topic, "moved");
    await expect(a.commit(positions)).rejects.toMatchObject({ name: "BusError", retry: "after-refresh" });
    expect(await bus.committed(topic, "moved")).toEqual(before);
    await a.commit(positions.filter((p) => p.partition === kept));
    expect([...(await bus.committed(topic, "moved")).keys()]).toEqual([kept]);
    await a.close();
    await expect(a.poll({ maxRecords: 1, waitMs: 0 })).rejects.toMatchObject({ name: "BusError" });
    await b.close();
  });

  it("keeps groups apart", async () => {
    const bus = current();
    const topic = freshTopic(2);
    await bus.ensureTopics([topic]);
    await bus.send(
      topic,
      Array.from({ length: 10 }, (_, i) => textRecord(`key-${i}`, String(i))),
    );
    for (const group of ["one", "two"]) {
      const consumer = await bus.consumer({ topic, group });
      const batches = await take(consumer, 10);
      expect(recordsOf(batches)).toHaveLength(10);
      await consumer.commit(positionsOf(batches));
      await consumer.close();
    }
  });
}
