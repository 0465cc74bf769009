import type { SASLOptions } from "@platformatic/kafka";

/** Where Kafka's brokers are, and how they are talked to. */
export interface KafkaAccess {
  /** `host:port` each. */
  readonly brokers: readonly string[];
  /** @default - in the clear, and nobody is asked who he is. */
  readonly security?: { readonly tls: { readonly minVersion: "TLSv1.2" }; readonly sasl: SASLOptions };
}
