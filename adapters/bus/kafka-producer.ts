import { randomUUID } from "node:crypto";
import { type MessageToProduce, Producer } from "@platformatic/kafka";
import type { TopicContract } from "../../contracts/topics.ts";
import type { KafkaAccess } from "./kafka-access.ts";
import { clientOptions, topicPlace } from "./kafka-client.ts";
import { kafkaFault } from "./kafka-fault.ts";
import { partitionOf } from "./partition.ts";
import type { BusRecord } from "./port.ts";

type Message = MessageToProduce<Buffer, Buffer, Buffer, Buffer>;

// The client makes one record batch per partition of a request, and brokers refuse batches over max.message.bytes.
const mostBatchBytes = 700_000;

const bytesOf = (record: BusRecord): number => record.value.length + 2 * record.key.length + 64;

/** Cuts records, in order, so that no partition's share of a request is over the limit (one large record apart). */
function requestsOf(records: readonly BusRecord[], toMessage: (record: BusRecord) => Message & { partition: number }) {
  const requests: Message[][] = [];
  let open: Message[] = [];
  let bytes = new Map<number, number>();
  for (const record of records) {
    const message = toMessage(record);
    const before = bytes.get(message.partition) ?? 0;
    const after = before + bytesOf(record) + Object.entries(record.headers).join().length;
    if (before > 0 && after > mostBatchBytes) {
      requests.push(open);
      open = [];
      bytes = new Map();
    }
    open.push(message);
    bytes.set(message.partition, before > 0 && bytes.size === 0 ? after - before : after);
  }
  if (open.length > 0) requests.push(open);
  return requests;
}

function messageOf(topic: TopicContract, record: BusRecord, partitions: number) {
  return {
    topic: topic.name,
    partition: partitionOf(record.key, partitions),
    key: Buffer.from(record.key),
    value: Buffer.from(record.value.buffer, record.value.byteOffset, record.value.byteLength),
    headers: new Map(Object.entries(record.headers).map(([name, text]) => [Buffer.from(name), Buffer.from(text)])),
  };
}

/**
 * Sends by Kafka transactions: a batch goes to several partitions, and readers (read_committed) see all of it or none.
 * One transaction at a time; sends that overlap wait for each other. When the outcome of a commit stays unknown the send
 * fails with retry "now", and sending again may write it twice; what crosses the bus is made to be recognised.
 */
export class KafkaProducer {
  readonly #access: KafkaAccess;
  // Its own and kept for life: after a failed transaction the next client of this id ends what the last left open.
  readonly #transactionalId = `cap-${randomUUID()}`;
  #client: Producer | undefined;
  #last: Promise<unknown> = Promise.resolve();

  constructor(access: KafkaAccess) {
    this.#access = access;
  }

  send(topic: TopicContract, records: readonly BusRecord[]): Promise<void> {
    const turn = this.#last.then(() => this.#send(topic, records));
    this.#last = turn.catch(() => undefined);
    return turn;
  }

  async close(): Promise<void> {
    await this.#last;
    await this.#client?.close(true);
    this.#client = undefined;
  }

  async #send(topic: TopicContract, records: readonly BusRecord[]): Promise<void> {
    this.#client ??= this.#connect();
    const { partitions } = await topicPlace(this.#client, topic);
    const requests = requestsOf(records, (record) => messageOf(topic, record, partitions.length));
    try {
      const transaction = await this.#client.beginTransaction();
      for (const messages of requests) await transaction.send({ messages });
      await transaction.commit();
    } catch (error) {
      await this.#reset();
      throw kafkaFault(`send ${records.length} records to ${topic.name}`, error);
    }
  }

  #connect(): Producer {
    return new Producer({
      ...clientOptions(this.#access),
      transactionalId: this.#transactionalId,
      idempotent: true,
      acks: -1,
      compression: "lz4",
      // The defaults (0, 0) claim an identity that the brokers never gave and are fenced for ever.
      producerId: -1n,
      producerEpoch: -1,
    });
  }

  /** Gives the client up with whatever state it is in; a new one of the same id aborts its open transaction at once. */
  async #reset(): Promise<void> {
    const broken = this.#client;
    this.#client = undefined;
    try {
      await broken?.transaction?.abort();
    } catch {
      // The next transaction, or the brokers' time-out, aborts it.
    }
    await broken?.close(true).catch(() => undefined);
  }
}
