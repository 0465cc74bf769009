import { afterEach, beforeEach, expect, test, vi } from "vitest";
import type { Query } from "../../../adapters/query/port.ts";
import { readArrivals } from "../../../services/control/arrivals.ts";
import { type Stats, StatsReader } from "../../../services/control/stats.ts";
import { openSampleLake, type SampleLake, sampleEvents } from "./sample-lake.ts";

const raws = sampleEvents(90);
let lake: SampleLake;
/** Files that were opened, one entry for each time. */
let opened: string[];
let watched: Query;
beforeEach(async () => {
  lake = await openSampleLake();
  opened = [];
  watched = {
    files: (dataset) => lake.query.files(dataset),
    run: (sql, options) => {
      opened.push(...(options?.only?.files ?? ["all"]));
      return lake.query.run(sql, options);
    },
    close: async () => undefined,
  };
});
afterEach(async () => {
  vi.useRealTimers();
  await lake.close();
});

const reader = (): StatsReader => new StatsReader(watched, async () => 0, 1_500);
/** Reads when the last answer is no longer shared. */
async function later(stats: StatsReader): Promise<Stats> {
  vi.useFakeTimers({ toFake: ["Date"], now: Date.now() + 2_000 });
  return await stats.read();
}
const told = ({ busLag: _, arrivals: __, ...rest }: Stats) => rest;

test("numbers that grew file by file are those of a look at the whole, and each file was opened once", async () => {
  const stats = reader();
  expect(await stats.read()).toMatchObject({ in: 0, lastEventTime: null, lastArrival: null, arrivals: [] });
  for (let at = 0; at < raws.length; at += 30) {
    await lake.add(raws.slice(at, at + 30));
    await lake.add(raws.slice(at, at + 3), "drop", "duplicate");
    await later(stats);
  }
  const grown = await later(stats);
  expect(grown).toMatchObject({ in: 99, kept: 90, dropped: 9, droppedBy: [{ name: "duplicate", count: 9 }] });
  expect(new Set(opened).size).toBe(opened.length);
  expect(opened).not.toContain("all");
  expect(told(await reader().read())).toEqual(told(grown));
  const { rows } = await lake.query.run(
    "SELECT actor.user.name AS name, count(*) AS count FROM silver WHERE name IS NOT NULL GROUP BY ALL ORDER BY ALL",
  );
  const byName = grown.principals.toSorted((a, b) => (a.name < b.name ? -1 : 1));
  expect(rows).toEqual(expect.arrayContaining(byName));
});

test("another lake is counted anew", async () => {
  const stats = reader();
  await lake.add(raws);
  expect(await stats.read()).toMatchObject({ in: 90, kept: 90 });
  lake.empty();
  expect(await later(stats)).toMatchObject({ in: 0, kept: 0, principals: [], lastEventTime: null });
  await lake.add(raws.slice(0, 10));
  expect(await later(stats)).toMatchObject({ in: 10, kept: 10 });
});

test("a reading that failed is repeated, and nothing counts twice", async () => {
  await lake.add(raws);
  const stats = reader();
  const { run } = watched;
  watched.run = async (sql, options) => {
    if (options?.only?.dataset === "silver") throw new Error("away");
    return await run(sql, options);
  };
  await expect(stats.read()).rejects.toThrow("away");
  watched.run = run;
  expect(await stats.read()).toMatchObject({ in: 90, kept: 90 });
});

test("the last arrivals open the end of a chain only, unless it holds too few", async () => {
  for (const raw of raws.slice(0, 40)) await lake.add([raw]);
  await lake.add(raws.slice(40, 42));
  expect(await readArrivals(watched, 10)).toHaveLength(10);
  expect(opened).toHaveLength(10);
  opened = [];
  expect(await readArrivals(watched, 30)).toHaveLength(30);
  expect(opened).toHaveLength(10 + 40);
  expect(await readArrivals(watched, 200)).toHaveLength(42);
});
