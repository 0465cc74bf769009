import { expect, test } from "vitest";
import { topics } from "../../../contracts/topics.ts";
import { buses, kafkaStatements, prod } from "./support.ts";

const { resources } = buses.standard().runtime;
const arn = (kind: string, name = ""): string =>
  `arn:aws:kafka:${prod.region}:${prod.account}:${kind}/cap-prod-bus/*${name === "" ? "" : `/${name}`}`;
const allowed = (role: string): Record<string, string[]> => {
  const by: Record<string, string[]> = {};
  for (const { Action, Resource } of kafkaStatements(resources, role))
    for (const action of Action) by[action.replace("kafka-cluster:", "")] = [...Resource];
  return by;
};
const { name: topic } = topics.securityEvents;

test("collect may make and write the topic of events, in transactions of its own, and read nothing", () => {
  expect(allowed("collect_task")).toEqual({
    Connect: [arn("cluster")],
    WriteDataIdempotently: [arn("cluster")],
    DescribeTopic: [arn("topic", topic)],
    CreateTopic: [arn("topic", topic)],
    AlterTopic: [arn("topic", topic)],
    WriteData: [arn("topic", topic)],
    DescribeTransactionalId: [arn("transactional-id", "cap-*")],
    AlterTransactionalId: [arn("transactional-id", "cap-*")],
  });
});

test("lake may read that topic in its own group, and write nothing", () => {
  expect(allowed("lake_task")).toEqual({
    Connect: [arn("cluster")],
    DescribeTopic: [arn("topic", topic)],
    CreateTopic: [arn("topic", topic)],
    AlterTopic: [arn("topic", topic)],
    ReadData: [arn("topic", topic)],
    DescribeGroup: [arn("group", "lake")],
    AlterGroup: [arn("group", "lake")],
  });
});

test("control may only ask how far the lake is", () => {
  expect(Object.keys(allowed("control_task")).sort()).toEqual(["Connect", "DescribeGroup", "DescribeTopic"]);
});

test("nobody may delete a topic, and web may not even connect", () => {
  expect(JSON.stringify(resources)).not.toContain("kafka-cluster:DeleteTopic");
  expect(JSON.stringify(resources.filter((r) => r.address.includes("web_")))).not.toContain("kafka-cluster");
});

test("a bus that asks nobody who he is needs no grants", () => {
  const open = buses.node().runtime.resources;
  for (const role of ["collect_task", "lake_task", "control_task"]) expect(kafkaStatements(open, role)).toEqual([]);
});
