import { Admin, Consumer as Client } from "@platformatic/kafka";
import type { TopicContract } from "../../contracts/topics.ts";
import type { KafkaAccess } from "./kafka-access.ts";
import { clientOptions, topicPlace } from "./kafka-client.ts";
import { KafkaConsumer } from "./kafka-consumer.ts";
import { kafkaCall } from "./kafka-fault.ts";
import { KafkaProducer } from "./kafka-producer.ts";
import { createTopic, growTopic } from "./kafka-topic.ts";
import { type Bus, BusError, type BusRecord, type Consumer, type ConsumerOptions, type Extent } from "./port.ts";

// Kafka's names for the two ends of a partition in ListOffsets.
const earliest = -2n;
const latest = -1n;

/** A Kafka cluster. Offsets have gaps where transactions end, and lag counts those marks until a position behind them is committed. */
class KafkaBus implements Bus {
  readonly id: string;
  readonly #access: KafkaAccess;
  readonly #admin: Admin;
  /** Only asks; never joins its group. */
  readonly #reader: Client;
  readonly #producer: KafkaProducer;
  readonly #consumers = new Set<Consumer>();

  constructor(id: string, access: KafkaAccess, admin: Admin) {
    this.id = id;
    this.#access = access;
    this.#admin = admin;
    this.#reader = new Client({ ...clientOptions(access), groupId: "cap-reader", isolationLevel: 1 });
    this.#producer = new KafkaProducer(access);
  }

  async ensureTopics(topics: readonly TopicContract[]): Promise<void> {
    for (const topic of topics) {
      if (await createTopic(this.#admin, topic)) continue;
      const { partitions } = await topicPlace(this.#admin, topic);
      if (partitions.length < topic.partitions) await growTopic(this.#admin, topic);
    }
  }

  async send(topic: TopicContract, records: readonly BusRecord[]): Promise<void> {
    if (records.length > 0) await this.#producer.send(topic, records);
  }

  async consumer(options: ConsumerOptions): Promise<Consumer> {
    const { topic, group } = options;
    await topicPlace(this.#reader, topic);
    const consumer = new KafkaConsumer(options, {
      access: this.#access,
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
}

/** Connects to a Kafka cluster; BusError when no broker answers. */
export async function openKafkaBus(access: KafkaAccess): Promise<Bus> {
  const { brokers } = access;
  const admin = new Admin(clientOptions(access));
  try {
    const { id } = await kafkaCall(`reach Kafka at ${brokers.join(",")}`, () => admin.metadata({ topics: [] }));
    if (id === "") throw new BusError(`Kafka at ${brokers.join(",")} has no cluster id`, "now");
    return new KafkaBus(id, access, admin);
  } catch (error) {
    await admin.close();
    throw error;
  }
}
