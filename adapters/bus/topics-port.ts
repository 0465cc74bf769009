import type { TopicContract } from "../../contracts/topics.ts";

/** What of a topic can be changed while it lives; absent where the bus does not hold it. */
export interface TopicSettings {
  readonly retentionHours?: number;
  readonly maxRecordBytes?: number;
}

/** A topic as the bus has it. */
export interface LiveTopic {
  readonly name: string;
  readonly partitions: number;
  readonly settings: TopicSettings;
}

/** The topics of a bus, to look at and to bring up to their contract. Nothing here deletes one or takes a partition away. */
export interface TopicAdmin {
  /** Every topic but the bus's own, by name. */
  list(): Promise<readonly LiveTopic[]>;
  /** Makes a topic that is missing. Resolves also when it has come into being meanwhile. */
  create(topic: TopicContract): Promise<void>;
  /** Adds partitions up to the contract's number. Resolves also when somebody else was faster. */
  addPartitions(topic: TopicContract): Promise<void>;
  /** Sets what is in `settings`, and nothing else. */
  configure(topic: TopicContract, settings: TopicSettings): Promise<void>;
  close(): Promise<void>;
}
