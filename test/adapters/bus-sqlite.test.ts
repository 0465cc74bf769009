import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { afterAll, afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { openBus } from "../../adapters/bus/open.ts";
import { openSqliteBus } from "../../adapters/bus/sqlite.ts";
import { busContract } from "../contract-suites/bus.ts";
import { everything, freshTopic, take, textOf, textRecord } from "../contract-suites/bus-harness.ts";

const home = mkdtempSync(join(tmpdir(), "cap-bus-"));
afterAll(() => rmSync(home, { recursive: true, force: true }));

const url = `sqlite:${join(home, "contract", "bus.sqlite")}`;
busContract("sqlite", {
  url: () => url,
  open: () => openBus(url),
  // A dead process of this host is seen at the next look, not after a time-out, which is 15 s.
  handoverMs: 10_000,
  settleMs: 0,
  kills: 10,
});

describe("the embedded bus", () => {
  it("has a new identity in a new file", async () => {
    const a = await openBus("sqlite:a.sqlite", { baseDir: home });
    const b = await openBus("sqlite:b.sqlite", { baseDir: home });
    expect(a.id).toMatch(/^[0-9a-f-]{36}$/);
    expect(a.id).not.toBe(b.id);
    await a.close();
    await a.close();
    await b.close();
  });

  it("reads again what a poll had read of other partitions when it failed", async () => {
    const file = join(home, "unreadable.sqlite");
    const bus = openSqliteBus(file);
    const topic = freshTopic(6);
    await bus.ensureTopics([topic]);
    await bus.send(
      topic,
      Array.from({ length: 60 }, (_, i) => textRecord(`key-${i}`, String(i))),
    );
    const db = new DatabaseSync(file);
    const last = "id = (SELECT max(id) FROM batch JOIN (SELECT max(log) AS log FROM batch) USING (log))";
    const body = db.prepare(`SELECT body FROM batch WHERE ${last}`).get()?.["body"] as Uint8Array;
    db.exec(`UPDATE batch SET body = x'01' WHERE ${last}`);
    const consumer = await bus.consumer({ topic, group: "again" });
    await expect(consumer.poll({ maxRecords: 100, waitMs: 0 })).rejects.toThrow(/cannot read/);
    db.prepare(`UPDATE batch SET body = ? WHERE ${last}`).run(body);
    db.close();
    const batches = await consumer.poll({ maxRecords: 100, waitMs: 0 });
    expect(batches.flatMap((batch) => batch.records)).toHaveLength(60);
    await bus.close();
  });

  it("brings a few of many large records at a time, and all in the end", async () => {
    const bus = await openBus("sqlite:large.sqlite", { baseDir: home });
    const topic = freshTopic(1);
    await bus.ensureTopics([topic]);
    const large = Array.from({ length: 12 }, (_, i) => textRecord("key", `${i} `.padEnd(900_000, "x")));
    await bus.send(topic, large);
    const consumer = await bus.consumer({ topic, group: "large" });
    const polls: number[] = [];
    while (polls.reduce((sum, n) => sum + n, 0) < large.length) {
      const [batch] = await consumer.poll({ maxRecords: 1_000, waitMs: 1_000 });
      polls.push(batch?.records.length ?? 0);
    }
    expect(polls).toEqual([5, 5, 2]);
    await bus.close();
  });

  it("writes nothing of a batch that does not fit, says so, and goes on once there is room", async () => {
    const file = join(home, "full.sqlite");
    const bus = openSqliteBus(file, { maxBytes: 400_000 });
    const topic = freshTopic(6);
    await bus.ensureTopics([topic]);
    const batch = (n: number) =>
      Array.from({ length: 60 }, (_, i) => textRecord(`key-${i}`, `${n} `.padEnd(1_000, "x")));
    let sent = 0;
    const fill = async (): Promise<never> => {
      for (;;) {
        await bus.send(topic, batch(sent));
        sent++;
      }
    };
    await expect(fill()).rejects.toMatchObject({
      name: "BusError",
      retry: "now",
      message: expect.stringMatching(/disk is full.*nothing was written/),
    });
    expect(sent).toBeGreaterThan(0);
    const batches = Map.groupBy(await everything(bus, topic), (r) => textOf(r).split(" ")[0]);
    expect([...batches.values()].map((some) => some.length)).toEqual(Array.from({ length: sent }, () => 60));
    await bus.close();
    const roomier = openSqliteBus(file);
    await roomier.send(topic, batch(sent));
    expect(await everything(roomier, topic)).toHaveLength((sent + 1) * 60);
    await roomier.close();
  });

  it("refuses a file that is something else, and one of another layout", async () => {
    writeFileSync(join(home, "text"), "not a database at all ".repeat(100));
    expect(() => openSqliteBus(join(home, "text"))).toThrow(/not a database/);
    const { DatabaseSync } = await import("node:sqlite");
    const other = new DatabaseSync(join(home, "other.sqlite"));
    other.exec("CREATE TABLE x (y)");
    other.close();
    expect(() => openSqliteBus(join(home, "other.sqlite"))).toThrow(/not a bus of CAP/);
    openSqliteBus(join(home, "later.sqlite")).close();
    const later = new DatabaseSync(join(home, "later.sqlite"));
    later.exec("PRAGMA user_version = 99");
    later.close();
    expect(() => openSqliteBus(join(home, "later.sqlite"))).toThrow(/layout 99/);
    expect(() => openSqliteBus(join(home, "text", "bus.sqlite"))).toThrow(/cannot open the bus/);
  });
});

describe("retention of the embedded bus", () => {
  beforeEach(() => vi.useFakeTimers({ toFake: ["Date"] }));
  afterEach(() => vi.useRealTimers());

  it("deletes what is older, and readers go on behind it", async () => {
    const bus = openSqliteBus(join(home, "retention.sqlite"));
    const topic = { ...freshTopic(1), retentionHours: 2 };
    await bus.ensureTopics([topic]);
    await bus.send(topic, [textRecord("k", "old")]);
    const reader = await bus.consumer({ topic, group: "late" });
    vi.setSystemTime(Date.now() + 3 * 3_600_000);
    await bus.send(topic, [textRecord("k", "new")]);
    expect(await bus.extents(topic)).toEqual([{ partition: 0, first: 1, end: 2 }]);
    expect(await bus.lag(topic, "late")).toBe(1);
    const batches = await take(reader, 1);
    expect(batches.flatMap((b) => b.records).map(textOf)).toEqual(["new"]);
    // What retention took is a jump that the reader can see.
    expect(batches).toMatchObject([{ from: 1, next: 2 }]);
    await bus.close();
  });
});

describe("openBus", () => {
  it.each(["amqp://x", "sqlite:", "kafka://", "kafka://host"])("refuses %j", async (wrong) => {
    await expect(openBus(wrong)).rejects.toMatchObject({ code: "CAP_BUS_URL" });
  });
});
