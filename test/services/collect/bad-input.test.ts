import { readFileSync } from "node:fs";
import { gunzipSync, gzipSync } from "node:zlib";
import { beforeAll, describe, expect, test } from "vitest";
import { openLake } from "../../../adapters/query/open.ts";
import { openStore } from "../../../adapters/store/open.ts";
import { quarantinePrefix } from "../../../contracts/lake.ts";
import { tables } from "../../../contracts/tables.ts";
import { type Audit, expectExactlyOnce } from "../../integration/path/audit.ts";
import { chance, trailEvent, trailFile } from "../../integration/path/events.ts";
import { LocalWorld } from "../../integration/path/local-world.ts";

const random = chance(11);
const good = Array.from({ length: 10 }, () => trailEvent(random));
const mixed = Array.from({ length: 3 }, () => trailEvent(random));
const { eventTime: _, ...timeless } = trailEvent(random);
const five = trailEvent(random, { requestParameters: { blob: "x".repeat(5_000_000) } });

/** What lands, how many sources it is, and how each ends. */
const cases = {
  "good.json.gz": { bytes: trailFile(good), sources: 10, reason: undefined },
  "copies/good.json.gz": { bytes: trailFile(good), sources: 10, reason: "duplicate" },
  "truncated.json.gz": { bytes: trailFile(good).slice(0, 200), sources: 1, reason: "truncated gzip" },
  "text.json": { bytes: Buffer.from("this is no JSON"), sources: 1, reason: "not JSON" },
  "none.json": { bytes: Buffer.from('{"records":[]}'), sources: 1, reason: "no Records" },
  "list.json": { bytes: Buffer.from('{"Records":7}'), sources: 1, reason: "Records is not a list" },
  "empty.json": { bytes: Buffer.alloc(0), sources: 1, reason: "empty" },
  "latin1.json": { bytes: Buffer.from('{"Records":["\xe9"]}', "latin1"), sources: 1, reason: "not UTF-8" },
  "nothing.json": { bytes: Buffer.from('{"Records":[]}'), sources: 0, reason: undefined },
  "timeless.json": {
    bytes: Buffer.from(JSON.stringify({ Records: [timeless, mixed[0]] })),
    sources: 2,
    reason: "no eventTime",
  },
  "large-record.json.gz": {
    bytes: trailFile([mixed[1], five, mixed[2]]),
    sources: 3,
    reason: "record larger than 1000000 bytes",
  },
  "large object %41+.json.gz": { bytes: Buffer.alloc(200_000), sources: 1, reason: "object larger than 100000 bytes" },
} as const;

describe("bad input ends in a clear reason, and the sum holds", () => {
  let world: LocalWorld;
  let seen: Audit;
  const sources = Object.values(cases).reduce((sum, c) => sum + c.sources, 0) + 1;

  beforeAll(async () => {
    world = await LocalWorld.open();
    await world.land("good.json.gz", cases["good.json.gz"].bytes);
    const lake = world.start("lake");
    const collect = world.start("collect", { MAX_OBJECT_BYTES: "100000" });
    await world.settled(10, 30_000);
    await world.notify("gone.json.gz", { size: 100, etag: "was-there" });
    for (const [key, { bytes }] of Object.entries(cases)) await world.land(key, bytes);
    // The same object again, as S3 may notify twice.
    await world.land("good.json.gz", cases["good.json.gz"].bytes);
    seen = await world.settled(sources, 30_000);
    expect(await collect.stop()).toBe(0);
    expect(await lake.stop()).toBe(0);
  });

  test("every event that can be kept is kept once, and the sum holds", () => {
    const ids = [...good, ...mixed].map((event) => String(event.eventID));
    expectExactlyOnce(seen, ids, sources);
    expect(seen.deadLettered).toBe(10);
    expect(seen.dropped).toBe(10);
  });

  test("each reason is given", async () => {
    const lake = await openLake(`duckdb:${world.folder}`, { bronzeBucket: "bronze", silverBucket: "silver" });
    // good.json.gz landed twice; its copies count as kept (outcomesOfSourcesSql), whatever their rows say.
    const { rows } = await lake.run(
      `SELECT DISTINCT source_key, reason FROM bronze_all
       WHERE reason IS NOT NULL AND source_key <> 'good.json.gz' ORDER BY ALL`,
    );
    await lake.close();
    const wanted = Object.entries(cases).filter(([, { reason }]) => reason !== undefined);
    const expected = wanted.map(([source_key, { reason }]) => ({ source_key, reason: String(reason) }));
    expected.push({ source_key: "gone.json.gz", reason: "object was deleted before it was read" });
    expect(rows).toEqual(expected.sort((a, b) => (a.source_key < b.source_key ? -1 : 1)));
  });

  test("receipts say the same: in = records, and why", async () => {
    const store = await openStore(`sqlite:${world.path("store.sqlite")}`);
    const { items } = await store.scan(tables.objects);
    store.close();
    expect(items.reduce((sum, item) => sum + Number(item.records), 0)).toBe(sources);
    expect(items.find((item) => item.source_key === "text.json")).toMatchObject({
      dead_lettered: 1,
      reason: "not JSON",
    });
  });

  test("what could not be passed on is kept, byte for byte", () => {
    const copy = (key: string): Buffer => readFileSync(world.path("quarantine", quarantinePrefix, key));
    expect(copy("truncated.json.gz")).toEqual(Buffer.from(cases["truncated.json.gz"].bytes));
    expect(copy("text.json")).toEqual(cases["text.json"].bytes);
    expect(JSON.parse(copy("large-record.json.gz/1").toString())).toEqual(five);
    expect(gunzipSync(gzipSync(copy("empty.json")))).toHaveLength(0);
  });
});
