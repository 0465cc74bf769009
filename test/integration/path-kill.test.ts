import { setTimeout as sleep } from "node:timers/promises";
import { expect, test } from "vitest";
import { expectExactlyOnce } from "./path/audit.ts";
import { chance, trailEvent, trailFile } from "./path/events.ts";
import { LocalWorld } from "./path/local-world.ts";
import type { Task } from "./path/task.ts";

const kills = 20;
const seed = Number(process.env.CAP_SEED ?? 20_260_301);

test(`kill -9 of collect or lake at ${kills} random points: nothing lost, nothing twice (seed ${seed})`, async () => {
  const random = chance(seed);
  const world = await LocalWorld.open();
  const services = ["collect", "lake"] as const;
  const tasks: Record<(typeof services)[number], Task> = { collect: world.start("collect"), lake: world.start("lake") };
  const ids = new Set<string>();
  let sources = 0;
  let earlier: Record<string, unknown>[] = [];
  for (let kill = 0; kill < kills; kill += 1) {
    for (let file = 0; file < 4; file += 1) {
      const fresh = Array.from({ length: 25 }, () => trailEvent(random));
      const events = [...fresh, ...earlier.slice(0, 5)];
      for (const event of fresh) ids.add(String(event.eventID));
      sources += events.length;
      earlier = fresh;
      await world.land(`uploads/r/${kill}-${file}.json.gz`, trailFile(events), { notified: random() < 0.8 });
    }
    await sleep(150 + random() * 600);
    const victims = random() < 0.2 ? services : ([random() < 0.5 ? "collect" : "lake"] as const);
    await Promise.all(victims.map((service) => tasks[service].kill()));
    for (const service of victims) tasks[service] = world.start(service);
  }
  const seen = await world.settled(sources, 120_000);
  // What is still under way now could only be a second copy: it has to end as a duplicate.
  await sleep(2_000);
  expectExactlyOnce(await world.settled(sources, 1_000), ids, sources);
  expect(seen.deadLettered).toBe(0);
  expect(await tasks.collect.stop()).toBe(0);
  expect(await tasks.lake.stop()).toBe(0);
});
