import { setTimeout as sleep } from "node:timers/promises";
import { expect, it } from "vitest";
import type { Bus } from "../../adapters/bus/port.ts";
import {
  type BusHarness,
  everything,
  freshTopic,
  positionsOf,
  recordsOf,
  startBusChild,
  take,
  textOf,
  textRecord,
  until,
} from "./bus-harness.ts";

const seed = 20_261_121;
const batchSize = 50;

// A small seeded generator (mulberry32): a failing run can be run again.
function random(from: number): () => number {
  let state = from;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
  };
}

/** What holds when processes are killed; part of the bus suite. */
export function busCrashContract(harness: BusHarness, current: () => Bus): void {
  it("hands the partitions of a killed member over", async () => {
    const bus = current();
    const topic = freshTopic(4);
    await bus.ensureTopics([topic]);
    const child = await startBusChild("member", harness.url(), topic.name, "4", "killed");
    const survivor = await bus.consumer({ topic, group: "killed" });
    await until(() => survivor.assigned().length === 2, [survivor]);
    await bus.send(
      topic,
      Array.from({ length: 100 }, (_, i) => textRecord(`key-${i}`, `before ${i}`)),
    );
    await take(survivor, 1);
    await child.kill();
    const killed = Date.now();
    await bus.send(
      topic,
      Array.from({ length: 100 }, (_, i) => textRecord(`key-${i}`, `after ${i}`)),
    );
    const got = new Set<string>();
    while (got.size < 100 && Date.now() - killed < harness.handoverMs)
      for (const text of recordsOf(await survivor.poll({ maxRecords: 500, waitMs: 100 })).map(textOf))
        if (text.startsWith("after")) got.add(text);
    expect(got.size).toBe(100);
    await survivor.close();
  });

  it(`holds all that was acknowledged, and no half batch, after kill -9 of the producer (seed ${seed})`, async () => {
    const bus = current();
    const next = random(seed);
    for (let round = 0; round < harness.kills; round++) {
      const topic = freshTopic(6);
      await bus.ensureTopics([topic]);
      const child = await startBusChild("producer", harness.url(), topic.name, "6", "p", String(batchSize));
      await sleep(20 + next() * 400);
      await child.kill();
      const acknowledged = child.lines.filter((line) => /^\d+$/.test(line)).map(Number);
      const settled = Date.now() + harness.settleMs;
      let texts: string[] = [];
      do texts = (await everything(bus, topic)).map(textOf);
      while (texts.length < acknowledged.length * batchSize && Date.now() < settled);
      const byBatch = Map.groupBy(texts, (text) => Number(text.split(" ")[1]));
      for (const batch of acknowledged) expect(byBatch.get(batch), `batch ${batch} of round ${round}`).toBeDefined();
      for (const [batch, some] of byBatch) {
        expect(some.length, `batch ${batch} of round ${round}`).toBe(batchSize);
        expect(new Set(some).size).toBe(batchSize);
      }
      // At most the one batch whose acknowledgement was on its way.
      expect(byBatch.size - acknowledged.length).toBeLessThanOrEqual(1);
    }
  });

  it("takes records from two processes at once, each in its order", async () => {
    const bus = current();
    const topic = freshTopic(3);
    await bus.ensureTopics([topic]);
    const start = (name: string) => startBusChild("producer", harness.url(), topic.name, "3", name, "20");
    const children = await Promise.all([start("one"), start("two")]);
    const consumer = await bus.consumer({ topic, group: "both" });
    const live = await take(consumer, 2_000, 10_000);
    expect(recordsOf(live).length).toBeGreaterThan(0);
    await consumer.commit(positionsOf(live));
    await consumer.close();
    for (const end = Date.now() + 20_000; children.some((c) => c.lines.length < 10) && Date.now() < end; )
      await sleep(50);
    await Promise.all(children.map((child) => child.stop()));
    const acknowledged = children.map((child) => child.lines.filter((line) => /^\d+$/.test(line)).length);
    const settled = Date.now() + harness.settleMs;
    const batchesOf = (name: string, texts: readonly string[]) =>
      texts.filter((t) => t.startsWith(`${name} `) && t.endsWith(" 7")).map((t) => Number(t.split(" ")[1]));
    let texts: string[] = [];
    do texts = (await everything(bus, topic)).map(textOf);
    while (["one", "two"].some((n, i) => batchesOf(n, texts).length < acknowledged[i]!) && Date.now() < settled);
    for (const [i, name] of ["one", "two"].entries()) {
      const batches = batchesOf(name, texts);
      expect(batches).toEqual(Array.from({ length: batches.length }, (_, n) => n));
      expect(batches.length).toBeGreaterThanOrEqual(acknowledged[i]!);
      expect(acknowledged[i]).toBeGreaterThan(0);
    }
  });
}
