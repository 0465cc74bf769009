import { Admin, Consumer as Client } from "@platformatic/kafka";
import type { TopicContract } from "../../contracts/topics.ts";
import { clientOptions, topicPlace } from "./kafka-client.ts";
import { KafkaConsumer } from "./kafka-consumer.ts";
import { isKafka, kafkaCall } from "./kafka-fault.ts";
import { KafkaProducer } from "./kafka-producer.ts";
import { type Bus, BusError, type BusRecord, type Consumer, type ConsumerOptions, type Extent } from "./port.ts";

const hourMs = 3_600_000;
// Beside its value a record carries key and headers, and a batch a little more.
const overheadBytes = 128 * 1024;
// Kafka's names for the two ends of a partition in ListOffsets.
const earliest = -2n;
const latest = -1n;

/** A Kafka cluster. Offsets have gaps where transactions end, and lag counts those marks until a position behind them is committed. */
class KafkaBus implements Bus {
  readonly id: string;
  readonly #brokers: readonly string[];
  readonly #admin: Admin;
  /** Only asks; never joins its group. */
  readonly #reader: Client;
  readonly #producer: KafkaProducer;
  readonly #consumers = new Set<Consumer>();

  constructor(id: string, brokers: readonly string[], admin: Admin) {
    this.id = id;
    this.#brokers = brokers;
    this.#admin = admin;
    this.#reader = new Client({ ...clientOptions(brokers), groupId: "cap-reader", isolationLevel: 1 });
    this.#producer = new KafkaProducer(brokers);
  }

  async ensureTopics(topics: readonly TopicContract[]): Promise<void> {
    for (const topic of topics) {
      if (await this.#create(topic)) continue;
      const { partitions } = await topicPlace(this.#admin, topic);
      if (partitions.length < topic.partitions) await this.#grow(topic);
    }
  }

  async send(topic: TopicContract, records: readonly BusRecord[]): Promise<void> {
    if (records.length > 0) await this.#producer.send(topic, records);
  }

  async consumer(options: ConsumerOptions): Promise<Consumer> {
    const { topic, group } = options;
    await topicPlace(this.#reader, topic);
    const consumer = new KafkaConsumer(options, {
      brokers: this.#brokers,
      extents: () => this.extents(topic),
      committed: () => this.committed(topic, group),
      closed: (one) => this.#consumers.delete(one),
    });
    this.#consumers.add(consumer);
    return consumer;
  }

  async extents(topic: TopicContract): Promise<readonly Extent[]> {
    await topicPlace(this.#reader, topic);
    const ask = async (timestamp: bigint): Promise<readonly bigint[]> => {
      const answer = await kafkaCall(`look at ${topic.name}`, () =>
        this.#reader.listOffsets({ topics: [topic.name], timestamp }),
      );
      return answer.get(topic.name) ?? [];
    };
    const [first, end] = [await ask(earliest), await ask(latest)];
    return end.map((to, partition) => ({ partition, first: Number(first[partition] ?? to), end: Number(to) }));
  }

  async committed(topic: TopicContract, group: string): Promise<ReadonlyMap<number, number>> {
    const { partitions } = await topicPlace(this.#reader, topic);
    const asked = { groupId: group, topics: [{ name: topic.name, partitionIndexes: [...partitions.keys()] }] };
    const groups = await kafkaCall(`look at group ${group}`, () =>
      this.#admin.listConsumerGroupOffsets({ groups: [asked] }),
    );
    const all = groups.flatMap((one) => one.topics).flatMap((one) => one.partitions);
    const set = all.filter(({ committedOffset }) => committedOffset >= 0n);
    return new Map(set.map(({ partitionIndex, committedOffset }) => [partitionIndex, Number(committedOffset)]));
  }

  async lag(topic: TopicContract, group: string): Promise<number> {
    const committed = await this.committed(topic, group);
    const behind = ({ partition, first, end }: Extent) =>
      Math.max(0, end - Math.max(first, committed.get(partition) ?? first));
    return (await this.extents(topic)).reduce((sum, extent) => sum + behind(extent), 0);
  }

  async close(): Promise<void> {
    for (const consumer of this.#consumers) await consumer.close();
    await this.#producer.close();
    await this.#reader.close(true);
    await this.#admin.close();
  }

  /** False when the topic is there already. */
  async #create({ name, partitions, retentionHours, maxRecordBytes }: TopicContract): Promise<boolean> {
    const configs = [
      { name: "retention.ms", value: String(Math.round(retentionHours * hourMs)) },
      { name: "max.message.bytes", value: String(maxRecordBytes + overheadBytes) },
    ];
    try {
      // -1: as many replicas as the cluster's own default.
      await this.#admin.createTopics({ topics: [name], partitions, replicas: -1, configs });
      return true;
    } catch (error) {
      if (isKafka(error, "TOPIC_ALREADY_EXISTS")) return false;
      return kafkaCall(`make ${name}`, () => Promise.reject(error));
    }
  }

  async #grow({ name, partitions }: TopicContract): Promise<void> {
    try {
      await this.#admin.createPartitions({ topics: [{ name, count: partitions, assignments: null }] });
    } catch (error) {
      // Another process grew it at the same time.
      if (!isKafka(error, "INVALID_PARTITIONS")) await kafkaCall(`grow ${name}`, () => Promise.reject(error));
    }
  }
}

/** Connects to a Kafka cluster; BusError when no broker answers. */
export async function openKafkaBus(brokers: readonly string[]): Promise<Bus> {
  const admin = new Admin(clientOptions(brokers));
  try {
    const { id } = await kafkaCall(`reach Kafka at ${brokers.join(",")}`, () => admin.metadata({ topics: [] }));
    if (id === "") throw new BusError(`Kafka at ${brokers.join(",")} has no cluster id`, "now");
    return new KafkaBus(id, brokers, admin);
  } catch (error) {
    await admin.close();
    throw error;
  }
}
