import { expect, test } from "vitest";
import type { StoredRecord } from "../../../adapters/bus/port.ts";
import { topics } from "../../../contracts/topics.ts";
import { KnownIds } from "../../../services/lake/known-ids.ts";
import { type LakeParts, takeUp, writeBatch } from "../../../services/lake/writer.ts";
import { openLog } from "../../../services/runtime/log.ts";
import { openMetrics } from "../../../services/runtime/metrics.ts";
import { audit, expectExactlyOnce } from "../../integration/path/audit.ts";
import { chance, trailEvent } from "../../integration/path/events.ts";
import { recordOf, World } from "./world.ts";

/** A lake that holds a partition in its own opinion, whatever the group says: a task that was thought dead. */
async function lakeOf(world: World, writer: string): Promise<LakeParts> {
  const silver = await world.bucket("silver");
  return {
    bus: await world.bus(),
    bronze: await world.bucket("bronze"),
    silver,
    known: new KnownIds(silver, 1_000),
    log: openLog("lake", "silent"),
    metrics: openMetrics("lake"),
    stop: new AbortController().signal,
    writer,
  };
}

test("two lakes that both believe to hold a partition: one claim wins, the other goes on behind it", async () => {
  const world = new World();
  const random = chance(2);
  const place = { recipientAccountId: "111111111111", awsRegion: "eu-west-1" };
  const events = Array.from({ length: 60 }, () => trailEvent(random, place));
  await world.send(events.map((event, i) => recordOf(event, "k", i)));
  const [a, b] = [await lakeOf(world, "a"), await lakeOf(world, "b")];
  const extents = await a.bus.extents(topics.securityEvents);
  const partition = extents.find(({ end }) => end === 60)?.partition ?? -1;
  const all = events.map((e, i): StoredRecord => ({ ...recordOf(e, "k", i), offset: i, timestamp: 0 }));
  const batch = (position: number, size: number) => ({
    partition,
    position,
    next: position + size,
    records: all.slice(position, position + size),
  });

  for (let turn = 0, position = 0; position < 60; turn += 1) {
    const [long, short] = [Math.min(12, 60 - position), Math.min(5, 60 - position)];
    const [sizeA, sizeB] = turn % 2 === 0 ? [long, short] : [short, long];
    const won = await Promise.all([writeBatch(a, batch(position, sizeA)), writeBatch(b, batch(position, sizeB))]);
    expect(won.filter(Boolean)).toHaveLength(1);
    const [afterA, afterB] = [await takeUp(a, partition), await takeUp(b, partition)];
    expect(afterA).toEqual(afterB);
    expect(afterA.position).toBe(position + (won[0] === true ? sizeA : sizeB));
    position = afterA.position;
  }
  expectExactlyOnce(
    await audit(world.folder),
    events.map((e) => String(e.eventID)),
    60,
  );
  await Promise.all([a.bus.close(), b.bus.close()]);
});

const eventsIn = async (lake: LakeParts): Promise<number> =>
  (await lake.metrics.registry.getSingleMetric("cap_events_in_total")!.get()).values[0]?.value ?? 0;

test("a claim whose answer was lost is found to be done, and counted by the lake that wrote it", async () => {
  const world = new World();
  const event = trailEvent(chance(3));
  await world.send([recordOf(event, "k", 0)]);
  const [lake, other] = [await lakeOf(world, "a"), await lakeOf(world, "b")];
  const partition = (await lake.bus.extents(topics.securityEvents)).find(({ end }) => end === 1)?.partition ?? -1;
  const records = [{ ...recordOf(event, "k", 0), offset: 0, timestamp: 0 }];
  const put = lake.bronze.put.bind(lake.bronze);
  // As a client that repeats its request after the answer was lost.
  lake.bronze.put = async (...args) => {
    await put(...args);
    return await put(...args);
  };
  expect(await writeBatch(lake, { partition, position: 0, next: 1, records })).toBe(false);
  expect(await writeBatch(other, { partition, position: 0, next: 1, records })).toBe(false);
  expect([await eventsIn(lake), await eventsIn(other)]).toEqual([1, 0]);
  expect(await takeUp(lake, partition)).toMatchObject({ position: 1, uncommitted: true });
  expectExactlyOnce(await audit(world.folder), [String(event.eventID)], 1);
  await Promise.all([lake.bus.close(), other.bus.close()]);
});
