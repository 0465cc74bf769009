import { createHash } from "node:crypto";
import { names, type Place } from "../../contracts/names.ts";
import { topics } from "../../contracts/topics.ts";

/** Where one node listens. */
export interface NodePlace {
  /** From 1. */
  readonly id: number;
  readonly host: string;
  readonly port: number;
  /** For the other nodes only. */
  readonly controllerPort: number;
}

/** DNS name that the VPC alone resolves. */
export const namespaceOf = (place: Pick<Place, "name">): string => `${names.prefix(place)}.internal`;

/** Name of a node: of its ECS service without the prefix, and of its address in the namespace. */
export const nodeName = (id: number): string => `kafka-${id}`;

/** Where the nodes of an environment listen: each under a name that stays when its task is replaced. */
export const nodePlaces = (place: Pick<Place, "name">, nodes: number): NodePlace[] =>
  idsOf(nodes).map((id) => ({
    id,
    host: `${nodeName(id)}.${namespaceOf(place)}`,
    port: 9092,
    controllerPort: 9093,
  }));

/**
 * The same where the emulated AWS stands in, whose tasks have no names: ports of loopback that follow from the
 * environment's name. They lie above those that the emulated MSK takes and below those of outgoing connections.
 */
export function emulatedPlaces(place: Pick<Place, "name">, nodes: number): NodePlace[] {
  const spread = createHash("sha256").update(place.name).digest().readUInt32BE() % 480;
  const first = 29_100 + spread * 6;
  return idsOf(nodes).map((id) => {
    const port = first + 2 * (id - 1);
    return { id, host: "127.0.0.1", port, controllerPort: port + 1 };
  });
}

const idsOf = (nodes: number): number[] => Array.from({ length: nodes }, (_, i) => i + 1);

// A task's disk has 20 GiB. Six are left to the image, to compaction and to what Kafka keeps for itself.
const recordsGib = 14;

/**
 * Settings of a node in the spelling of the image apache/kafka: `KAFKA_<PROPERTY>`, dots as underscores. Source: Apache
 * Kafka, "Docker image usage guide". Retention by size comes on top of each topic's retention by time: the disk is small
 * and a full one ends the node.
 */
export function nodeSettings(node: NodePlace, all: readonly NodePlace[], memoryMib: number): Record<string, string> {
  const copies = Math.min(3, all.length);
  const inSync = Math.max(1, copies - 1);
  const known = Object.values(topics);
  const partitions = known.reduce((sum, topic) => sum + topic.partitions, 0);
  const largest = Math.max(...known.map((topic) => topic.maxRecordBytes));
  const properties: Record<string, string | number | boolean> = {
    "node.id": node.id,
    "process.roles": "broker,controller",
    "controller.quorum.voters": all.map(({ id, host, controllerPort }) => `${id}@${host}:${controllerPort}`).join(","),
    "controller.listener.names": "CONTROLLER",
    listeners: `CLIENTS://:${node.port},CONTROLLER://:${node.controllerPort}`,
    "advertised.listeners": `CLIENTS://${node.host}:${node.port}`,
    "listener.security.protocol.map": "CLIENTS:PLAINTEXT,CONTROLLER:PLAINTEXT",
    "inter.broker.listener.name": "CLIENTS",
    "auto.create.topics.enable": false,
    "default.replication.factor": copies,
    "min.insync.replicas": inSync,
    "offsets.topic.replication.factor": copies,
    // Fifty partitions each, for a handful of groups, would be most of what a node starts with.
    "offsets.topic.num.partitions": 8,
    "transaction.state.log.replication.factor": copies,
    "transaction.state.log.min.isr": inSync,
    "transaction.state.log.num.partitions": 8,
    "group.initial.rebalance.delay.ms": 0,
    "unclean.leader.election.enable": false,
    "message.max.bytes": largest + 131_072,
    "log.retention.bytes": Math.floor((recordsGib * 1024 ** 3) / partitions),
  };
  const spelt = (name: string): string => `KAFKA_${name.toUpperCase().replaceAll(".", "_")}`;
  return {
    ...Object.fromEntries(Object.entries(properties).map(([name, value]) => [spelt(name), String(value)])),
    // The other half is the page cache, in which a broker keeps what it has just written.
    KAFKA_HEAP_OPTS: `-Xms256m -Xmx${memoryMib / 2}m`,
  };
}
