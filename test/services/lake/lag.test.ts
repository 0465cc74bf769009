import { expect, test } from "vitest";
import { lagField } from "../../../contracts/metrics.ts";
import { lakeGroup, topics } from "../../../contracts/topics.ts";
import { LagClock, tellLag } from "../../../services/lake/lag.ts";
import { openLog } from "../../../services/runtime/log.ts";
import { textRecord } from "../../contract-suites/bus-harness.ts";
import fc from "../../support/properties.ts";
import { World } from "./world.ts";

const minute = 60_000;
const reaching = (...ends: number[]) => ends.map((end, partition) => ({ partition, first: 0, end }));
const at = (...positions: number[]) => new Map(positions.map((next, partition) => [partition, next]));

test("who is level is 0 behind, however long nothing came", () => {
  const clock = new LagClock();
  for (const when of [0, 1, 600]) {
    expect(clock.look(reaching(10, 5), at(10, 5), when * minute)).toEqual({ seconds: 0, records: 0 });
  }
});

test("a record that just came has waited for no longer than since the last look, whenever the one before came", () => {
  const clock = new LagClock();
  clock.look(reaching(10), at(10), 0);
  clock.look(reaching(10), at(10), 500 * minute);
  expect(clock.look(reaching(11), at(10), 501 * minute)).toEqual({ seconds: 60, records: 1 });
});

test("time counts on while a group stands still, and back as it catches up", () => {
  const clock = new LagClock();
  const looks = [
    [0, 0],
    [10, 0],
    [20, 0],
    [30, 15],
    [30, 25],
    [30, 30],
  ].map(([end = 0, next = 0], i) => clock.look(reaching(end), at(next), i * minute));
  expect(looks.map((look) => look.seconds)).toEqual([0, 60, 120, 120, 120, 0]);
  expect(looks.map((look) => look.records)).toEqual([0, 10, 20, 15, 5, 0]);
});

test("the worst partition is told: one that stands still is not hidden by eleven that run", () => {
  const clock = new LagClock();
  clock.look(reaching(5, 5), at(5, 5), 0);
  expect(clock.look(reaching(9, 100), at(5, 100), minute)).toEqual({ seconds: 60, records: 4 });
});

test("a partition that was never committed begins where the bus still holds records", () => {
  expect(new LagClock().look([{ partition: 0, first: 40, end: 42 }], new Map(), 0).records).toBe(2);
});

test("what is told is never shorter than the oldest record waits, and longer by one look at most", () => {
  const steps = fc.array(fc.record({ came: fc.nat(3), taken: fc.nat(4) }), { minLength: 1, maxLength: 40 });
  fc.assert(
    fc.property(steps, (all) => {
      const clock = new LagClock();
      const arrivals: number[] = [];
      let position = 0;
      clock.look(reaching(0), at(0), 0);
      for (const [i, { came, taken }] of all.entries()) {
        const now = (i + 1) * minute;
        for (let n = 0; n < came; n++) arrivals.push(now - minute / 2);
        position = Math.min(arrivals.length, position + taken);
        const waits = position < arrivals.length ? (now - (arrivals[position] ?? now)) / 1_000 : 0;
        const { seconds } = clock.look(reaching(arrivals.length), at(position), now);
        expect(seconds).toBeGreaterThanOrEqual(waits);
        expect(seconds).toBeLessThanOrEqual(waits + minute / 1_000);
      }
    }),
  );
});

test("the lake's log says how far it is behind its bus, until it stops", async () => {
  const world = new World();
  await world.send([textRecord("a", "one"), textRecord("a", "two")]);
  const bus = await world.bus();
  const lines: Record<string, unknown>[] = [];
  const log = openLog("lake", "info");
  log.info = ((line: Record<string, unknown>) => lines.push(line)) as typeof log.info;
  const stop = new AbortController();
  const telling = tellLag(bus, log, stop.signal, 20);
  await expect.poll(() => lines.at(-1)?.[lagField]).toMatchObject({ records: 2 });
  const consumer = await bus.consumer({ topic: topics.securityEvents, group: lakeGroup });
  const batches = await consumer.poll({ maxRecords: 10, waitMs: 1_000 });
  await consumer.commit(batches.map(({ partition, next }) => ({ partition, next })));
  await consumer.close();
  await expect.poll(() => lines.at(-1)?.[lagField]).toEqual({ seconds: 0, records: 0 });
  stop.abort();
  await telling;
  await bus.close();
});
