/** How clients prove who they are to brokers. */
export type BrokerAuthentication = "iam" | "scram";

/** What MSK brokers are made of. */
export type BrokerTier =
  | {
      readonly kind: "standard";
      /** Of every broker; another one is taken up broker by broker: docs/runbooks/kafka-brokers.md. */
      readonly instance: `kafka.${string}`;
      /** Per broker, GiB, when it is created. */
      readonly storageGib: number;
      /** Per broker, GiB: storage grows up to here by itself and never shrinks. @default - it does not grow. */
      readonly maxStorageGib?: number;
    }
  | {
      /** Storage that needs no size; no disk and no under-replication metrics. */
      readonly kind: "express";
      /** Of every broker, as with standard ones. */
      readonly instance: `express.${string}`;
    };

/** Where the bus runs, from the cheapest to the dearest. Prices: contracts/prices.ts. */
export type Streaming =
  | {
      /** SQLite beside the services; one machine only. */
      readonly kind: "embedded";
    }
  | {
      /**
       * Kafka in KRaft mode as ECS tasks on ephemeral disk, 8 to 17 USD a month a node. A node that stops forgets what
       * it held; it is refilled by replay from landing and bronze. For environments whose bus may be forgotten.
       */
      readonly kind: "kraft-on-fargate";
      /** Another number is another bus, and empty: docs/runbooks/kafka-brokers.md. */
      readonly nodes: 1 | 3;
      /** 1024 are one vCPU. */
      readonly cpu: 256 | 512 | 1024;
      readonly memoryMib: number;
    }
  | {
      /** Brokers that AWS sizes: 548 USD a month before the first byte. */
      readonly kind: "msk-serverless";
    }
  | {
      /** Brokers of a size of ours in the private subnets; 33 USD a month for each kafka.t3.small, which cannot be stopped. */
      readonly kind: "msk-provisioned";
      readonly tier: BrokerTier;
      /** More take no load before partitions are moved to them: docs/runbooks/kafka-brokers.md. */
      readonly brokersPerZone: number;
      /** `tls` asks clients who they are; `plaintext` is for brokers on the loopback of one machine. */
      readonly transport: "plaintext" | "tls";
      /** With `tls`: how clients prove who they are; services of ours use IAM. @default - IAM alone. */
      readonly authentication?: readonly BrokerAuthentication[];
      /**
       * Metrics beyond those that come for nothing: about 50 of each broker, or about 10 more of each topic on it, at
       * 0.30 USD a month each. @default - none: every alarm of ours has what it needs.
       */
      readonly metrics?: "broker" | "topic";
    };
