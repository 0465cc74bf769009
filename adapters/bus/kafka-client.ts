import type { TopicContract } from "../../contracts/topics.ts";
import type { KafkaAccess } from "./kafka-access.ts";
import { kafkaCall } from "./kafka-fault.ts";
import { BusError } from "./port.ts";

/** What every Kafka client of ours is given. */
export const clientOptions = ({ brokers, security }: KafkaAccess) => ({
  clientId: "cap",
  bootstrapBrokers: [...brokers],
  ...security,
  // Of one request, and so of a transaction: the brokers abort what a killed producer left open after this.
  timeout: 10_000,
  connectTimeout: 3_000,
  // 3 s of tries in all; beyond, the caller decides. A transaction that follows another is tried again until the brokers
  // have written the marks of the one before, so this delay is most of what a send takes (the default: 1 s).
  retries: 300,
  retryDelay: 10,
  metadataMaxAge: 5_000,
  autocreateTopics: false,
});

/** A partition as its leader knows it. */
interface PartitionPlace {
  readonly leader: number;
  readonly leaderEpoch: number;
}

/** A topic as the cluster has it. */
export interface TopicPlace {
  readonly id: string;
  readonly partitions: readonly PartitionPlace[];
}

interface MetadataClient {
  metadata(options: { topics: string[]; retries?: number }): Promise<{
    readonly id: string;
    readonly topics: ReadonlyMap<string, TopicPlace>;
  }>;
}

/** Where the partitions of a topic are; BusError when there is no such topic. */
export async function topicPlace(client: MetadataClient, topic: TopicContract): Promise<TopicPlace> {
  // One try: a topic that is missing stays missing.
  const metadata = await kafkaCall(`look up ${topic.name}`, () =>
    client.metadata({ topics: [topic.name], retries: 1 }),
  );
  const place = metadata.topics.get(topic.name);
  if (place === undefined)
    throw new BusError(`there is no topic ${topic.name}; ensureTopics makes it`, "after-refresh");
  return place;
}
