import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type ReadyChild, startChild } from "../support/child.ts";
import { expectExactlyOnce } from "./path/audit.ts";
import { chance, trailEvent, trailFile } from "./path/events.ts";
import { LocalWorld } from "./path/local-world.ts";
import { kafkaHome, noPython, python, pythonEnv } from "./support/python.ts";

const kills = process.env.CAP_FULL === "1" ? 10 : 3;
const seed = Number(process.env.CAP_SEED ?? 4);
const absent =
  noPython ??
  (existsSync(join(kafkaHome, "libs")) ? undefined : `no Apache Kafka in ${kafkaHome}; npm start -- --kafka gets it`);

describe.skipIf(absent !== undefined)(`the path over Apache Kafka${absent === undefined ? "" : `: ${absent}`}`, () => {
  const data = mkdtempSync(join(tmpdir(), "cap-path-kafka-"));
  let brokers: ReadyChild<{ bootstrap: string }> | undefined;
  beforeAll(async () => {
    const args = ["-m", "emulated_aws.brokers", "run", "--home", kafkaHome, "--data", data, "--brokers", "1"];
    brokers = await startChild(python, args, { env: pythonEnv, limitMs: 120_000 });
  });
  afterAll(async () => {
    await brokers?.stop();
    rmSync(data, { recursive: true, force: true });
  });

  test(`${kills} random kills: nothing lost, nothing twice (seed ${seed})`, async () => {
    const random = chance(seed);
    const world = await LocalWorld.open();
    const bus = { BUS_URL: `kafka://${brokers?.ready.bootstrap}` };
    const tasks = { collect: world.start("collect", bus), lake: world.start("lake", bus) };
    const ids = new Set<string>();
    for (let kill = 0; kill < kills; kill += 1) {
      for (let file = 0; file < 4; file += 1) {
        const events = Array.from({ length: 25 }, () => trailEvent(random));
        for (const event of events) ids.add(String(event.eventID));
        await world.land(`uploads/r/${kill}-${file}.json.gz`, trailFile(events), { notified: random() < 0.8 });
      }
      await sleep(1_000 + random() * 3_000);
      const victim = kill % 2 === 0 ? "lake" : "collect";
      await tasks[victim].kill();
      tasks[victim] = world.start(victim, bus);
    }
    await world.settled(ids.size, 150_000);
    await sleep(3_000);
    expectExactlyOnce(await world.settled(ids.size, 1_000), ids, ids.size);
    expect(await tasks.collect.stop()).toBe(0);
    expect(await tasks.lake.stop()).toBe(0);
  });
});
