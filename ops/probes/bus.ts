import { existsSync } from "node:fs";
import { join } from "node:path";
import { DescribeClusterV2Command, KafkaClient, ListClustersV2Command } from "@aws-sdk/client-kafka";
import { openBus, openTopics } from "../../adapters/bus/open.ts";
import type { Extent } from "../../adapters/bus/port.ts";
import type { LiveTopic } from "../../adapters/bus/topics-port.ts";
import { lakeGroup, topics } from "../../contracts/topics.ts";
import { type Look, orAbsent, probe } from "./look.ts";
import { runtime } from "./manifest.ts";

/** The bus as its readers see it. */
export interface BusSeen {
  /** Where it is: a file or brokers. */
  readonly where: string;
  /** False when the embedded bus's file is not there. Brokers that do not answer make the probe fail instead. */
  readonly exists: boolean;
  /** Identity; offsets mean something only within it. Empty when there is no bus. */
  readonly id: string;
  readonly extents: readonly Extent[];
  /** What the lake has committed, by partition. */
  readonly committed: ReadonlyMap<number, number>;
  /** Records that the lake has not committed. */
  readonly lag: number;
}

const sqlite = /^sqlite:(.+)$/;

/** The topic of security events and how far the lake is with it. */
export const bus = probe(async (look): Promise<BusSeen> => {
  const { url, volume, where, exists } = await placeOf(look);
  if (!exists) return { where, exists: false, id: "", extents: [], committed: new Map(), lag: 0 };
  const opened = await openBus(url, { baseDir: volume });
  try {
    const topic = topics.securityEvents;
    const [extents, committed] = await Promise.all([opened.extents(topic), opened.committed(topic, lakeGroup)]);
    const behind = extents.map((e) => e.end - (committed.get(e.partition) ?? e.first));
    return { where, exists: true, id: opened.id, extents, committed, lag: behind.reduce((a, b) => a + b, 0) };
  } finally {
    await opened.close();
  }
});

/** Every topic of the bus; undefined when the embedded bus's file is not there. */
export const liveTopics = probe(async (look): Promise<readonly LiveTopic[] | undefined> => {
  const { url, volume, exists } = await placeOf(look);
  if (!exists) return undefined;
  const opened = await openTopics(url, { baseDir: volume });
  try {
    return await opened.list();
  } finally {
    await opened.close();
  }
});

/** Where the bus is. Opening an embedded one would make its file, and a look changes nothing. */
async function placeOf(look: Look) {
  const { url } = (await runtime(look)).bus;
  const path = sqlite.exec(url)?.[1];
  const volume = join(look.home, "volumes");
  const where = path === undefined ? url : join(volume, path);
  return { url, volume, where, exists: path === undefined || existsSync(where) };
}

/**
 * When the oldest record arrived that the lake has not committed; undefined when none waits any more. Reads one record
 * of each partition in a group of its own and commits nothing. Joining a group of real brokers takes seconds: ask only
 * when something looks wrong.
 */
export const oldestWaiting = probe(async (look): Promise<Date | undefined> => {
  const { extents, committed } = await bus(look);
  const opened = await openBus((await runtime(look)).bus.url, { baseDir: join(look.home, "volumes") });
  const positions = new Map(extents.map((e) => [e.partition, committed.get(e.partition) ?? e.first]));
  try {
    const consumer = await opened.consumer({
      topic: topics.securityEvents,
      group: `health-${process.pid}`,
      startAt: async (partition) => positions.get(partition),
    });
    const batches = await consumer.poll({ maxRecords: 1, waitMs: 1_000 });
    await consumer.close();
    const times = batches.flatMap((batch) => batch.records.map((record) => record.timestamp));
    return times.length === 0 ? undefined : new Date(Math.min(...times));
  } finally {
    await opened.close();
  }
});

/** The MSK cluster's state; undefined for an embedded bus. */
export const busCluster = probe(
  async (look): Promise<{ readonly name: string; readonly state: string | undefined } | undefined> => {
    const { kind, cluster: name } = (await runtime(look)).bus;
    if (kind === "embedded" || name === undefined) return undefined;
    const kafka = look.client(KafkaClient);
    if (name.startsWith("arn:")) {
      const answer = await orAbsent(kafka.send(new DescribeClusterV2Command({ ClusterArn: name })));
      return { name, state: answer?.ClusterInfo?.State };
    }
    const listed = await kafka.send(new ListClustersV2Command({ ClusterNameFilter: name }));
    return { name, state: listed.ClusterInfoList?.find((c) => c.ClusterName === name)?.State };
  },
);
