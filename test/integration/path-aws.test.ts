import { setTimeout as sleep } from "node:timers/promises";
import { afterEach, describe, expect, test } from "vitest";
import { expectExactlyOnce } from "./path/audit.ts";
import { EmulatedWorld } from "./path/emulated-world.ts";
import { chance, trailEvent, trailFile } from "./path/events.ts";
import type { Task } from "./path/task.ts";
import { noPython } from "./support/python.ts";

const port = 4_730;
const seed = Number(process.env.CAP_SEED ?? 7);
/** CI runs a sample; CAP_FULL=1 runs what is promised. */
const full = process.env.CAP_FULL === "1";
const kills = full ? 20 : 6;
const smallFiles = full ? 10_000 : 1_000;

const tasks = new Set<Task>();
let world: EmulatedWorld | undefined;
const start = (service: "collect" | "lake"): Task => {
  const task = world!.start(service);
  tasks.add(task);
  return task;
};
afterEach(async () => {
  for (const task of tasks) if (task.runs) await task.kill();
  tasks.clear();
  await world?.close();
});

describe.skipIf(noPython !== undefined)(
  `the path on the emulated AWS${noPython === undefined ? "" : `: ${noPython}`}`,
  () => {
    test(`${kills} random kills of collect and lake, and one of the emulated AWS half-way (seed ${seed})`, async () => {
      world = await EmulatedWorld.open(port);
      const random = chance(seed);
      const running = { collect: start("collect"), lake: start("lake") };
      const ids = new Set<string>();
      let sources = 0;
      let earlier: Record<string, unknown>[] = [];
      for (let kill = 0; kill < kills; kill += 1) {
        const files: [string, Uint8Array][] = [];
        for (let file = 0; file < 6; file += 1) {
          const fresh = Array.from({ length: 25 }, () => trailEvent(random));
          const events = [...fresh, ...earlier.slice(0, 5)];
          for (const event of fresh) ids.add(String(event.eventID));
          sources += events.length;
          earlier = fresh;
          files.push([`uploads/r 1/${kill}+${file} é.json.gz`, trailFile(events)]);
        }
        await world.land(files);
        await sleep(300 + random() * 1_200);
        if (kill === Math.floor(kills / 2)) {
          await world.killAws();
          await sleep(500);
          await world.startAws();
        }
        const victim = random() < 0.5 ? "collect" : "lake";
        await running[victim].kill();
        running[victim] = start(victim);
      }
      await world.settled(sources, 150_000);
      await sleep(3_000);
      expectExactlyOnce(await world.settled(sources, 1_000), ids, sources);
      expect(await running.collect.stop()).toBe(0);
      expect(await running.lake.stop()).toBe(0);
    });

    test(`${smallFiles} small files at once are through in time`, async () => {
      world = await EmulatedWorld.open(port);
      const random = chance(seed);
      const ids: string[] = [];
      const files = Array.from({ length: smallFiles }, (_, i): [string, Uint8Array] => {
        const event = trailEvent(random);
        ids.push(String(event.eventID));
        return [`uploads/r/${i}.json.gz`, trailFile([event])];
      });
      await world.land(files);
      const begun = Date.now();
      start("collect");
      start("lake");
      const seen = await world.settled(smallFiles, 240_000);
      const seconds = (Date.now() - begun) / 1_000;
      console.log(`${smallFiles} files in ${seconds.toFixed(1)} s, ${(smallFiles / seconds).toFixed(0)} files/s`);
      expectExactlyOnce(seen, ids, smallFiles);
      expect(seconds).toBeLessThan(240);
    }, 600_000);
  },
);
