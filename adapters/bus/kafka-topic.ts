import type { Admin } from "@platformatic/kafka";
import type { TopicContract } from "../../contracts/topics.ts";
import { isKafka, kafkaCall } from "./kafka-fault.ts";
import type { TopicSettings } from "./topics-port.ts";

const hourMs = 3_600_000;
// Beside its value a record carries key and headers, and a batch a little more.
const overheadBytes = 128 * 1024;

/** Names of the settings in Kafka. */
export const settingNames = { retentionHours: "retention.ms", maxRecordBytes: "max.message.bytes" } as const;

/** Settings in Kafka's words. */
export function toKafka({ retentionHours, maxRecordBytes }: TopicSettings): { name: string; value: string }[] {
  const settings: [string, number | undefined][] = [
    [settingNames.retentionHours, retentionHours === undefined ? undefined : Math.round(retentionHours * hourMs)],
    [settingNames.maxRecordBytes, maxRecordBytes === undefined ? undefined : maxRecordBytes + overheadBytes],
  ];
  return settings.flatMap(([name, value]) => (value === undefined ? [] : [{ name, value: String(value) }]));
}

/** Settings out of Kafka's words; a retention without end is Infinity. */
export function fromKafka(
  configs: readonly { readonly name: string; readonly value?: string | null | undefined }[],
): TopicSettings {
  const value = (name: string): number => Number(configs.find((c) => c.name === name)?.value ?? Number.NaN);
  const [retention, bytes] = [value(settingNames.retentionHours), value(settingNames.maxRecordBytes)];
  return {
    ...(Number.isNaN(retention)
      ? {}
      : { retentionHours: retention < 0 ? Number.POSITIVE_INFINITY : retention / hourMs }),
    ...(Number.isNaN(bytes) ? {} : { maxRecordBytes: bytes - overheadBytes }),
  };
}

/** Makes a topic. False when it is there already. */
export async function createTopic(admin: Admin, topic: TopicContract): Promise<boolean> {
  const { name, partitions } = topic;
  try {
    // -1: as many replicas as the cluster's own default.
    await admin.createTopics({ topics: [name], partitions, replicas: -1, configs: toKafka(topic) });
    return true;
  } catch (error) {
    if (isKafka(error, "TOPIC_ALREADY_EXISTS")) return false;
    return kafkaCall(`make ${name}`, () => Promise.reject(error));
  }
}

/** Adds partitions up to the contract's number. */
export async function growTopic(admin: Admin, { name, partitions }: TopicContract): Promise<void> {
  try {
    await admin.createPartitions({ topics: [{ name, count: partitions, assignments: null }] });
  } catch (error) {
    // Another process grew it at the same time.
    if (!isKafka(error, "INVALID_PARTITIONS")) await kafkaCall(`grow ${name}`, () => Promise.reject(error));
  }
}
