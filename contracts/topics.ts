/** What producers and consumers of a topic may rely on. */
export interface TopicContract {
  readonly name: string;
  /** What a value is, and which contract says so. */
  readonly schema: string;
  /** How records are spread; records of one key keep their order. */
  readonly key: string;
  readonly partitions: number;
  readonly retentionHours: number;
  /** Largest value of a record, bytes. Whoever produces checks it before. */
  readonly maxRecordBytes: number;
}

/** Every topic of the platform. */
export const topics = {
  /** Raw events in their envelope (contracts/events.ts); the one stream that every consumer starts from. */
  securityEvents: {
    name: "security-events",
    schema: "a raw event; its envelope is the record's headers (contracts/events.ts)",
    // The same event always carries the same account and region, so all copies of one id meet in one partition:
    // finding duplicates needs no coordination between consumers.
    key: "<account id>/<region>",
    partitions: 6,
    retentionHours: 168,
    maxRecordBytes: 1_000_000,
  },
  /** What detections found: from `detect` to whoever responds and shows. */
  alerts: {
    name: "alerts",
    schema: "an OCSF 1.5.0 Detection Finding (class 2004) as JSON",
    // Repeats of one finding meet in one partition, in order: whoever opens an incident sees the first before the next.
    key: "<account id>/<rule id>",
    partitions: 3,
    retentionHours: 168,
    maxRecordBytes: 256_000,
  },
} as const satisfies Record<string, TopicContract>;

/** The consumer group of the lake on {@link topics.securityEvents}: whoever asks how far the lake is names it. */
export const lakeGroup = "lake";

/** Every consumer group that must keep up, and on what. */
export const consumerGroups: readonly { readonly group: string; readonly topic: TopicContract }[] = [
  { group: lakeGroup, topic: topics.securityEvents },
];
