import { randomBytes } from "node:crypto";
import { existsSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openBus, openRights, openTopics } from "../../adapters/bus/open.ts";
import type { Bus } from "../../adapters/bus/port.ts";
import { busContract } from "../contract-suites/bus.ts";
import { everything, freshTopic, positionsOf, recordsOf, textRecord, until } from "../contract-suites/bus-harness.ts";
import { topicsContract } from "../contract-suites/topics.ts";
import { type ReadyChild, startChild } from "../support/child.ts";
import { kafkaHome, noPython, python, pythonEnv } from "./support/python.ts";

const absent =
  noPython ??
  (existsSync(join(kafkaHome, "libs")) ? undefined : `no Apache Kafka in ${kafkaHome}; npm start -- --kafka gets it`);

describe.skipIf(absent !== undefined)(`Apache Kafka${absent === undefined ? "" : ` (${absent})`}`, () => {
  let data = "";
  let brokers: ReadyChild<{ bootstrap: string }> | undefined;
  const url = (): string => `kafka://${brokers?.ready.bootstrap}`;

  beforeAll(async () => {
    data = await mkdtemp(join(tmpdir(), "cap-test-kafka-"));
    const args = ["-m", "emulated_aws.brokers", "run", "--home", kafkaHome, "--data", data, "--brokers", "1"];
    brokers = await startChild(python, args, { env: pythonEnv, limitMs: 120_000 });
  });
  afterAll(async () => {
    await brokers?.stop();
    await rm(data, { recursive: true, force: true });
  });

  busContract("kafka", {
    url,
    open: () => openBus(url()),
    // Session of a member (10 s) and a rebalance.
    handoverMs: 30_000,
    // Time-out of a transaction (10 s), found by a look of the broker every 10 s.
    settleMs: 30_000,
    kills: 3,
  });

  topicsContract("kafka", { open: () => openTopics(url()), limitsRecords: true });

  it("writes nothing anywhere when one record of a batch is refused, and goes on", async () => {
    const bus: Bus = await openBus(url());
    const topic = { ...freshTopic(6), maxRecordBytes: 100_000 };
    await bus.ensureTopics([topic]);
    const small = Array.from({ length: 30 }, (_, i) => textRecord(`key-${i}`, "small"));
    const large = {
      key: "large",
      value: randomBytes(900_000),
      headers: {},
    };
    await expect(bus.send(topic, [...small, large])).rejects.toMatchObject({ name: "BusError", retry: "never" });
    expect(await everything(bus, topic)).toEqual([]);
    // Nothing but void records and the marks that void them: a reader gets past them, and is told so.
    await expect.poll(() => bus.lag(topic, "idle")).toBeGreaterThan(0);
    const idle = await bus.consumer({ topic, group: "idle" });
    const batches = await until(() => idle.assigned().length === topic.partitions, [idle]);
    await idle.commit(positionsOf(batches));
    for (const end = Date.now() + 20_000; (await bus.lag(topic, "idle")) > 0 && Date.now() < end; ) {
      const more = await idle.poll({ maxRecords: 10, waitMs: 100 });
      await idle.commit(positionsOf(more));
      batches.push(...more);
    }
    expect(recordsOf(batches)).toEqual([]);
    expect(await bus.lag(topic, "idle")).toBe(0);
    await idle.close();
    await bus.send(topic, small);
    expect(await everything(bus, topic, 30)).toHaveLength(30);
    await bus.close();
  });

  it("has no rules where it asks nobody who comes, which is not the same as none", async () => {
    const rights = await openRights(url());
    expect(rights).toBeDefined();
    expect(await rights?.list()).toBeUndefined();
    await rights?.close();
  });

  it("says so when no broker answers", async () => {
    await expect(openBus("kafka://127.0.0.1:9")).rejects.toMatchObject({ name: "BusError", retry: "now" });
  });
});
