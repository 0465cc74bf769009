import { expect, test } from "vitest";
import type { Fault } from "../../../contracts/errors.ts";
import { serverProperties } from "../../../modules/streaming/configuration.ts";
import { type ScramUserProps, validateScramUser } from "../../../modules/streaming/scram.ts";
import { type StreamingProps, validateStreaming } from "../../../modules/streaming/streaming.ts";

const fields = (faults: readonly Fault[]): string[] => faults.map((f) => f.field);
/** Only what the validator looks at is given; the rest of the props are other modules' outputs. */
const props = (zones: number, given: Partial<StreamingProps>): StreamingProps => {
  const isolatedSubnetIds = ["a", "b", "c"].slice(0, zones);
  const network = { isolatedSubnetIds } as unknown as StreamingProps["network"];
  return { network, hours: { kind: "always" }, ...given } as StreamingProps;
};
const standard = { kind: "standard", instance: "kafka.t3.small", storageGib: 10 } as const;
const provisioned = { kind: "msk-provisioned", tier: standard, brokersPerZone: 1, transport: "tls" } as const;

test("an embedded bus needs nothing", () => {
  expect(validateStreaming(props(1, { intent: { kind: "embedded" } }))).toEqual([]);
});

test("brokers need two zones, a count, disks that only grow, and IAM for our own services: every fault at once", () => {
  const intent = {
    ...provisioned,
    tier: { ...standard, storageGib: 0, maxStorageGib: -1 },
    brokersPerZone: 0,
    authentication: ["scram"],
  } as const;
  expect(fields(validateStreaming(props(1, { intent })))).toEqual([
    "network.isolatedSubnetIds",
    "intent.brokersPerZone",
    "intent.authentication",
    "intent.tier.storageGib",
    "intent.tier.maxStorageGib",
  ]);
  expect(validateStreaming(props(2, { intent: provisioned }))).toEqual([]);
});

test("Express needs three zones and TLS", () => {
  const tier = { kind: "express", instance: "express.m7g.large" } as const;
  const intent = { ...provisioned, tier, transport: "plaintext" } as const;
  expect(fields(validateStreaming(props(2, { intent })))).toEqual(["intent.tier.kind", "intent.transport"]);
  expect(validateStreaming(props(3, { intent: { ...intent, transport: "tls" } }))).toEqual([]);
});

test("serverless needs two zones", () => {
  expect(fields(validateStreaming(props(1, { intent: { kind: "msk-serverless" } })))).toEqual([
    "network.isolatedSubnetIds",
  ]);
});

test("Kafka on Fargate needs an image, a size that Fargate sells, and one node where nodes rest at night", () => {
  const intent = { kind: "kraft-on-fargate", nodes: 3, cpu: 256, memoryMib: 4096 } as const;
  expect(fields(validateStreaming(props(2, { intent })))).toEqual(["image"]);
  const image = { repository: { name: "r", arn: "a", url: "u" }, digest: "latest" };
  const hours = { kind: "working-hours", timezone: "UTC", from: 8, to: 19 } as const;
  expect(fields(validateStreaming(props(2, { intent, image, hours })))).toEqual([
    "intent.memoryMib",
    "intent.nodes",
    "image.digest",
  ]);
});

test("an acknowledged record survives one of three brokers, and nobody makes a topic by accident", () => {
  const of = (brokers: number) => serverProperties({ tier: "standard", brokers, scram: false });
  expect(of(3)).toContain("default.replication.factor=3\nmin.insync.replicas=2\n");
  expect(of(2)).toContain("default.replication.factor=2\nmin.insync.replicas=1\n");
  expect(of(6)).toContain("default.replication.factor=3\n");
  expect(of(1)).toContain("auto.create.topics.enable=false\n");
});

test("a batch of one record of the largest size fits", () => {
  const text = serverProperties({ tier: "standard", brokers: 3, scram: false });
  expect(Number(/message\.max\.bytes=(\d+)/.exec(text)?.[1])).toBeGreaterThanOrEqual(1_000_000 + 128 * 1024);
});

test("Express is not told what it decides itself; without an ACL a password opens nothing", () => {
  const text = serverProperties({ tier: "express", brokers: 3, scram: true });
  expect(text).not.toMatch(/replication|insync|unclean/);
  expect(text).toContain("allow.everyone.if.no.acl.found=false\n");
});

test("a user of Kafka has a plain name and a whole generation", () => {
  const user = { user: "Agents!", generation: 0 } as ScramUserProps;
  expect(fields(validateScramUser(user))).toEqual(["user", "generation"]);
});
