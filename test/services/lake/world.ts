import { mkdirSync, mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { openBus } from "../../../adapters/bus/open.ts";
import type { Bus, BusRecord } from "../../../adapters/bus/port.ts";
import { openObjects } from "../../../adapters/objects/open.ts";
import type { Objects } from "../../../adapters/objects/port.ts";
import { envelopeToHeaders } from "../../../contracts/events.ts";
import { lakeGroup, topics } from "../../../contracts/topics.ts";
import { KnownIds } from "../../../services/lake/known-ids.ts";
import { runLake } from "../../../services/lake/lake.ts";
import type { FlushPolicy } from "../../../services/lake/pending.ts";
import { openLog } from "../../../services/runtime/log.ts";
import { openMetrics } from "../../../services/runtime/metrics.ts";
import { type CrashPoint, crashingObjects } from "../../fakes/crashing-objects.ts";

/** A bus and the buckets of a lake in a folder of their own. */
export class World {
  readonly folder = mkdtempSync(join(tmpdir(), "cap-lake-"));
  #busFile = "bus.sqlite";

  constructor() {
    for (const bucket of ["bronze", "silver"]) mkdirSync(join(this.folder, bucket));
  }

  bus(): Promise<Bus> {
    return openBus(`sqlite:${join(this.folder, this.#busFile)}`);
  }

  bucket(name: "bronze" | "silver"): Promise<Objects> {
    return openObjects(`file:${join(this.folder, name)}`);
  }

  /** From now on the bus is a new one: the old one is lost. */
  loseBus(): void {
    this.useBus(`bus-${Math.random()}.sqlite`);
  }

  /** From now on the bus is the one in this file, made if it is missing. */
  useBus(file: string): void {
    this.#busFile = file;
  }

  /** Puts records on the bus. */
  async send(records: readonly BusRecord[]): Promise<void> {
    const bus = await this.bus();
    await bus.ensureTopics([topics.securityEvents]);
    await bus.send(topics.securityEvents, records);
    await bus.close();
  }

  /** Runs a lake until it has read all there is, or until it dies at its crash point. True when it lived. */
  async runLake(policy: FlushPolicy, point?: CrashPoint): Promise<boolean> {
    const bus = await this.bus();
    const stop = new AbortController();
    const wrap = async (name: "bronze" | "silver"): Promise<Objects> => {
      const inner = await this.bucket(name);
      return point === undefined ? inner : crashingObjects(inner, point);
    };
    const silver = await wrap("silver");
    const parts = {
      bus,
      bronze: await wrap("bronze"),
      silver,
      known: new KnownIds(silver, 1_000_000),
      log: openLog("lake", "silent"),
      metrics: openMetrics("lake"),
      stop: stop.signal,
      writer: "world",
    };
    await bus.ensureTopics([topics.securityEvents]);
    // Nothing to read is no reason to stop before the lake has taken up its partitions, which is where it heals.
    let polled = false;
    const openConsumer = bus.consumer.bind(bus);
    bus.consumer = async (options) => {
      const consumer = await openConsumer(options);
      const poll = consumer.poll.bind(consumer);
      consumer.poll = (o) => poll(o).finally(() => (polled = true));
      return consumer;
    };
    const watch = setInterval(() => {
      if (polled) bus.lag(topics.securityEvents, lakeGroup).then((lag) => lag === 0 && stop.abort(), stop.abort);
    }, 10);
    try {
      await runLake(parts, policy);
      return true;
    } catch (cause) {
      if (point?.reached !== true) throw cause;
      return false;
    } finally {
      clearInterval(watch);
      await bus.close();
    }
  }
}

/** An event as collect puts it on the bus. */
export function recordOf(event: Readonly<Record<string, unknown>>, sourceKey: string, sourceIndex: number): BusRecord {
  return {
    key: `${event.recipientAccountId}/${event.awsRegion}`,
    value: Buffer.from(JSON.stringify(event)),
    headers: envelopeToHeaders({ kind: "cloudtrail", sourceKey, sourceIndex, receivedAt: "2026-03-01T00:00:00.000Z" }),
  };
}
