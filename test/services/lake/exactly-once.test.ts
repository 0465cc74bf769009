import { createHash } from "node:crypto";
import { copyFileSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { CrashPoint } from "../../fakes/crashing-objects.ts";
import { audit, expectExactlyOnce } from "../../integration/path/audit.ts";
import { chance, trailEvent } from "../../integration/path/events.ts";
import fc from "../../support/properties.ts";
import { recordOf, World } from "./world.ts";

/** Every file under a folder with a digest of its bytes. */
function digests(folder: string): ReadonlyMap<string, string> {
  const files = readdirSync(folder, { recursive: true, encoding: "utf8" }).filter((f) => f.endsWith(".parquet"));
  const digest = (f: string): string =>
    createHash("sha256")
      .update(readFileSync(join(folder, f)))
      .digest("hex");
  return new Map(files.sort().map((f) => [f, digest(f)]));
}

const policy = (maxRecords: number) => ({ maxRecords, maxBytes: 1_000_000, maxWaitMs: 5 });

/** Some events, and every third of them once more under another key, as a resend would bring it. */
function someRecords(seed: number, events: number) {
  const random = chance(seed);
  const all = Array.from({ length: events }, () => trailEvent(random));
  const again = all.filter((_, i) => i % 3 === 0);
  const records = [...all.map((e, i) => recordOf(e, "a", i)), ...again.map((e, i) => recordOf(e, "b", i))];
  return { ids: all.map((e) => String(e.eventID)), records, sources: all.length + again.length };
}

test("any crash points, batch sizes and resends: every event once", async () => {
  const crashes = fc.array(fc.record({ writes: fc.integer({ min: 1, max: 12 }), after: fc.boolean() }), {
    maxLength: 6,
  });
  const run = fc.record({
    seed: fc.nat(1e6),
    size: fc.integer({ min: 1, max: 40 }),
    sends: fc.integer({ min: 1, max: 3 }),
    crashes,
  });
  await fc.assert(
    fc.asyncProperty(run, async ({ seed, size, sends, crashes: points }) => {
      const world = new World();
      const { ids, records, sources } = someRecords(seed, 30);
      for (let i = 0; i < sends; i += 1) await world.send(records);
      for (const { writes, after } of points) await world.runLake(policy(size), new CrashPoint(writes, after));
      await world.runLake(policy(size));
      expectExactlyOnce(await audit(world.folder), ids, sources);
      rmSync(world.folder, { recursive: true });
    }),
    { numRuns: Number(process.env.CAP_FULL === "1" ? 100 : 8) },
  );
}, 300_000);

test("two lakes at once: every event once", async () => {
  const world = new World();
  const { ids, records, sources } = someRecords(3, 300);
  const lakes = [world.runLake(policy(7)), world.runLake(policy(11))];
  for (let i = 0; i < records.length; i += 20) await world.send(records.slice(i, i + 20));
  await Promise.all(lakes);
  await world.runLake(policy(10));
  expectExactlyOnce(await audit(world.folder), ids, sources);
});

test("silver that was lost with its lake is the same bytes when it is derived again", async () => {
  const world = new World();
  await world.send(someRecords(5, 40).records);
  await world.runLake(policy(100));
  const before = digests(join(world.folder, "silver"));
  expect(before.size).toBeGreaterThan(0);
  rmSync(join(world.folder, "silver"), { recursive: true });
  await world.runLake(policy(100));
  expect(digests(join(world.folder, "silver"))).toEqual(before);
});

test("a new bus that brings everything again adds nothing, even when the last silver was missing", async () => {
  const world = new World();
  const { ids, records, sources } = someRecords(9, 50);
  await world.send(records);
  await world.runLake(policy(10), new CrashPoint(2, true));
  world.loseBus();
  await world.send(records);
  await world.runLake(policy(10));
  world.loseBus();
  await world.send(records);
  await world.runLake(policy(25));
  expectExactlyOnce(await audit(world.folder), ids, sources);
});

test("from one bus to another and back: what a lake left half done on the other is not kept twice", async () => {
  const world = new World();
  const { ids, records, sources } = someRecords(13, 50);
  world.useBus("first.sqlite");
  await world.send(records.slice(0, 20));
  await world.runLake(policy(100));
  world.useBus("second.sqlite");
  await world.send(records);
  // The lake first puts again what lies in silver; its next write is a bronze object, and there it dies.
  const settled = digests(join(world.folder, "silver")).size;
  await world.runLake(policy(100), new CrashPoint(settled + 1, true));
  world.useBus("first.sqlite");
  await world.send(records);
  await world.runLake(policy(100));
  world.useBus("second.sqlite");
  await world.runLake(policy(100));
  expectExactlyOnce(await audit(world.folder), ids, sources);
});

test("a bus that lost what it acknowledged is not read on", async () => {
  const world = new World();
  const { records } = someRecords(11, 40);
  await world.send(records.slice(0, 10));
  const copy = join(world.folder, "copy.sqlite");
  copyFileSync(join(world.folder, "bus.sqlite"), copy);
  await world.send(records.slice(10));
  await world.runLake(policy(100));
  for (const file of ["bus.sqlite", "bus.sqlite-wal", "bus.sqlite-shm"])
    rmSync(join(world.folder, file), { force: true });
  copyFileSync(copy, join(world.folder, "bus.sqlite"));
  await expect(world.runLake(policy(100))).rejects.toThrow(/the bus lost records that it had acknowledged/);
});
