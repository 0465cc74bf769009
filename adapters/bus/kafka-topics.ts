import { Admin, ConfigResourceTypes, IncrementalAlterConfigOperationTypes } from "@platformatic/kafka";
import type { TopicContract } from "../../contracts/topics.ts";
import type { KafkaAccess } from "./kafka-access.ts";
import { clientOptions } from "./kafka-client.ts";
import { kafkaCall } from "./kafka-fault.ts";
import { createTopic, fromKafka, growTopic, settingNames, toKafka } from "./kafka-topic.ts";
import type { LiveTopic, TopicAdmin, TopicSettings } from "./topics-port.ts";

/** The topics of a Kafka cluster. */
class KafkaTopics implements TopicAdmin {
  readonly #admin: Admin;

  constructor(admin: Admin) {
    this.#admin = admin;
  }

  async list(): Promise<readonly LiveTopic[]> {
    return kafkaCall("look at topics", async () => {
      const names = (await this.#admin.listTopics({ includeInternals: false })).filter(
        (name) => !name.startsWith("__"),
      );
      if (names.length === 0) return [];
      const { topics } = await this.#admin.metadata({ topics: names, forceUpdate: true });
      const configurationKeys = Object.values(settingNames);
      const asked = names.map((resourceName) => ({
        resourceType: ConfigResourceTypes.TOPIC,
        resourceName,
        configurationKeys,
      }));
      const told = await this.#admin.describeConfigs({ resources: asked });
      const configs = new Map(told.map((one) => [one.resourceName, one.configs]));
      return [...names].sort().map((name) => ({
        name,
        partitions: topics.get(name)?.partitions.length ?? 0,
        settings: fromKafka(configs.get(name) ?? []),
      }));
    });
  }

  async create(topic: TopicContract): Promise<void> {
    await createTopic(this.#admin, topic);
  }

  addPartitions(topic: TopicContract): Promise<void> {
    return growTopic(this.#admin, topic);
  }

  async configure({ name }: TopicContract, settings: TopicSettings): Promise<void> {
    const configOperation = IncrementalAlterConfigOperationTypes.SET;
    const configs = toKafka(settings).map((one) => ({ ...one, configOperation }));
    await kafkaCall(`configure ${name}`, () =>
      this.#admin.incrementalAlterConfigs({
        resources: [{ resourceType: ConfigResourceTypes.TOPIC, resourceName: name, configs }],
      }),
    );
  }

  async close(): Promise<void> {
    await this.#admin.close();
  }
}

/** Connects to a Kafka cluster; BusError when no broker answers. */
export async function openKafkaTopics(access: KafkaAccess): Promise<TopicAdmin> {
  const admin = new Admin(clientOptions(access));
  try {
    await kafkaCall(`reach Kafka at ${access.brokers.join(",")}`, () => admin.metadata({ topics: [] }));
    return new KafkaTopics(admin);
  } catch (error) {
    await admin.close();
    throw error;
  }
}
