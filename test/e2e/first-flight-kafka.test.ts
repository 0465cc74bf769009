import { existsSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { HealthReport } from "../../ops/health/report.ts";
import { capJson, capUp, changes, distinctEvents, startCap } from "./support/cap.ts";
import { writeSample } from "./support/files.ts";
import { freshHome, type Home, leftIn, processesIn, resourcesIn } from "./support/home.ts";
import { breaksOff } from "./support/story.ts";

const events = 300;

// One story: each test goes on from where the one before it left the environment.
describe("the first flight with real Kafka", () => {
  let home: Home;
  let dir = "";
  beforeAll(() => {
    home = freshHome();
    dir = writeSample(join(home.scratch, "sample"), 9, events);
  });
  breaksOff();
  afterAll(() => home.remove());

  const brokers = () => processesIn(home.dir).filter((p) => p.command.includes("kafka.Kafka"));

  test("a fresh home: an MSK cluster instead of the embedded bus, and every event in the lake", async () => {
    const summary = await capUp(home, "--kafka", "--once", "--events", dir);
    expect(summary.events).toEqual({ in: events, kept: events, dropped: 0, deadLettered: 0 });
    expect(summary.health).toEqual({ verdict: "ok", fail: [], unknown: [] });
    expect(resourcesIn(home).map((r) => r.type)).toContain("aws_msk_cluster");
    expect(existsSync(join(home.local, "volumes", "bus.sqlite"))).toBe(false);
    expect(await leftIn(home.dir)).toEqual([]);
    expect(await distinctEvents(home)).toBe(events);
  });

  test("again: no plan has a change, brokers run while it does, and none is left behind", async () => {
    const running = startCap(home, ["up", "--kafka", "--events", dir, "--json"]);
    await running.says(/^\{"environment"/m);
    expect(brokers().length).toBeGreaterThanOrEqual(1);
    const { checks } = await capJson<HealthReport>(home, 0, "health", "--only", "bus");
    expect(checks.map((c) => c.state)).toEqual(checks.map(() => "ok"));
    running.process.kill("SIGINT");
    const { code, stdout, stderr } = await running.ended;
    expect(code, stderr).toBe(130);
    const summary = JSON.parse(stdout);
    expect(changes(summary)).toBe(0);
    expect(summary.events).toEqual({ in: events, kept: 0, dropped: events, deadLettered: 0 });
    expect(await leftIn(home.dir)).toEqual([]);
  });

  test("cap down leaves no resource and no process", async () => {
    await capJson(home, 0, "down", "--env", "local");
    expect(resourcesIn(home)).toEqual([]);
    expect(await leftIn(home.dir)).toEqual([]);
  });
});
