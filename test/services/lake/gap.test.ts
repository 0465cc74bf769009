import { expect, test } from "vitest";
import type { Batch, Bus, Consumer } from "../../../adapters/bus/port.ts";
import { lakeGroup, topics } from "../../../contracts/topics.ts";
import { audit, expectExactlyOnce } from "../../integration/path/audit.ts";
import { chance, trailEvent } from "../../integration/path/events.ts";
import { recordOf, World } from "./world.ts";

const policy = { maxRecords: 5, maxBytes: 1_000_000, maxWaitMs: 5 };

/** A world whose consumers hand out what `through` makes of a poll. */
class BentWorld extends World {
  readonly #through: (batches: readonly Batch[]) => readonly Batch[];
  constructor(through: (batches: readonly Batch[]) => readonly Batch[]) {
    super();
    this.#through = through;
  }

  override async bus(): Promise<Bus> {
    const bus = await super.bus();
    const open = bus.consumer.bind(bus);
    bus.consumer = async (options): Promise<Consumer> => {
      const consumer = await open(options);
      const poll = consumer.poll.bind(consumer);
      consumer.poll = async ({ waitMs }) => this.#through(await poll({ maxRecords: 3, waitMs }));
      return consumer;
    };
    return bus;
  }
}

test("a reader that loses a batch on its way loses no event: the partition is taken up again", async () => {
  const lost = new Set<number>();
  const world = new BentWorld((batches) =>
    // The first batch of each partition; that it is missing shows at the second.
    batches.filter(({ partition }) => lost.size === lost.add(partition).size),
  );
  const random = chance(21);
  const events = Array.from({ length: 120 }, () => trailEvent(random));
  await world.send(events.map((event, i) => recordOf(event, "k", i)));
  await world.runLake(policy);
  expect(lost.size).toBeGreaterThan(2);
  const ids = events.map((event) => String(event.eventID));
  expectExactlyOnce(await audit(world.folder), ids, events.length);
});

test("a batch without a record makes no object, and what it passed is committed", async () => {
  const empty = (batch: Batch): Batch => ({ ...batch, records: [] });
  const world = new BentWorld((batches) => batches.map(empty));
  const random = chance(22);
  await world.send(Array.from({ length: 30 }, (_, i) => recordOf(trailEvent(random), "k", i)));
  // The lake of this world is stopped when its lag is 0.
  await world.runLake(policy);
  const bus = await world.bus();
  expect(await bus.lag(topics.securityEvents, lakeGroup)).toBe(0);
  await bus.close();
  const keys: string[] = [];
  for await (const { key } of (await world.bucket("bronze")).list("")) keys.push(key);
  expect(keys).toEqual([]);
});
