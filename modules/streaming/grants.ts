import type { TopicContract } from "../../contracts/topics.ts";
import { allow, type Grant } from "../identity/policy.ts";
import type { MskOutputs, StreamingOutputs } from "./outputs.ts";

/** What a role needs of a bus that asks who comes: nothing where it does not ask. */
const where = (bus: StreamingOutputs, grant: (msk: MskOutputs) => Grant): Grant =>
  bus.kind === "msk" && bus.msk.iam ? grant(bus.msk) : [];

const connect = (msk: MskOutputs, ...more: string[]) =>
  allow(["kafka-cluster:Connect", ...more], [msk.resource("cluster")]);

// Which actions need which others: MSK developer guide, "Semantics of IAM authorization policy actions and resources".

/** Grants writing to a topic in transactions, as the bus adapter does; their ids begin with `cap-`. */
export const grantProduce = (bus: StreamingOutputs, topic: TopicContract): Grant =>
  where(bus, (msk) => [
    connect(msk, "kafka-cluster:WriteDataIdempotently"),
    allow(["kafka-cluster:DescribeTopic", "kafka-cluster:WriteData"], [msk.resource("topic", topic.name)]),
    allow(
      ["kafka-cluster:DescribeTransactionalId", "kafka-cluster:AlterTransactionalId"],
      [msk.resource("transactional-id", "cap-*")],
    ),
  ]);

/** Grants reading a topic as a member of one group, and committing there. */
export const grantConsume = (bus: StreamingOutputs, topic: TopicContract, group: string): Grant =>
  where(bus, (msk) => [
    connect(msk),
    allow(["kafka-cluster:DescribeTopic", "kafka-cluster:ReadData"], [msk.resource("topic", topic.name)]),
    allow(["kafka-cluster:DescribeGroup", "kafka-cluster:AlterGroup"], [msk.resource("group", group)]),
  ]);

/** Grants asking how far a group is, and nothing else. */
export const grantMeasureLag = (bus: StreamingOutputs, topic: TopicContract, group: string): Grant =>
  where(bus, (msk) => [
    connect(msk),
    allow(["kafka-cluster:DescribeTopic"], [msk.resource("topic", topic.name)]),
    allow(["kafka-cluster:DescribeGroup"], [msk.resource("group", group)]),
  ]);

/** Grants making a topic that is missing and adding partitions to it; deleting one is granted to nobody. */
export const grantEnsureTopic = (bus: StreamingOutputs, topic: TopicContract): Grant =>
  where(bus, (msk) => [
    connect(msk),
    allow(
      ["kafka-cluster:DescribeTopic", "kafka-cluster:CreateTopic", "kafka-cluster:AlterTopic"],
      [msk.resource("topic", topic.name)],
    ),
  ]);
