import type { TopicContract } from "../../contracts/topics.ts";
import type { ServiceOutputs } from "../compute/service.ts";

/** An MSK cluster, as its neighbours see it. */
export interface MskOutputs {
  /** What its brokers are made of; `serverless` shows no brokers at all. */
  readonly tier: "standard" | "express" | "serverless";
  /** For dimensions of metrics. */
  readonly cluster: string;
  readonly arn: string;
  /** How many brokers there are, numbered from 1; 0 where AWS does not say. */
  readonly brokers: number;
  /** T3: CPU is saved up as credits and runs out. */
  readonly burstable: boolean;
  /** Whether clients prove who they are by IAM: then their roles need grants. */
  readonly iam: boolean;
  /** ARN of one of its topics, groups, … in IAM's spelling; `*` for the cluster's random part. */
  resource(kind: "cluster" | "topic" | "group" | "transactional-id", name?: string): string;
}

/** Kafka nodes that run as ECS services of one task each, numbered from 1. */
export interface NodesOutputs {
  readonly nodes: readonly ServiceOutputs[];
}

/** What others need of the bus. */
export type StreamingOutputs =
  | {
      readonly kind: "embedded";
      /** `sqlite:<path in the task's volume>`. */
      readonly url: string;
    }
  | {
      readonly kind: "msk";
      /** `kafka+iam://host:port,…`: TLS, and who asks is proven by IAM; `kafka://host:port,…`: in the clear. */
      readonly url: string;
      readonly msk: MskOutputs;
    }
  | {
      readonly kind: "kraft";
      /** `kafka://host:port,…`. */
      readonly url: string;
      readonly kraft: NodesOutputs;
    };

/** A consumer group on its topic. */
export interface ConsumerGroup {
  readonly group: string;
  readonly topic: TopicContract;
}
