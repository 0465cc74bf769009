import { expect, test } from "vitest";
import { emulatedPlaces } from "../../../modules/streaming/kraft-settings.ts";
import { synthesised } from "../../support/synthesised.ts";
import { buses, staging } from "./support.ts";

const one = synthesised({ environment: staging, emulated: false });
const three = buses.nodes();

interface Container {
  readonly image: string;
  readonly command?: readonly string[];
  readonly environment: readonly { readonly name: string; readonly value: string }[];
}
type Platform = typeof one;
const nodesOf = (platform: Platform) =>
  platform.of("aws_ecs_service").filter((r) => /-kafka-\d$/.test(String(r.has["name"])));
const containersOf = (platform: Platform): Container[] =>
  platform
    .of("aws_ecs_task_definition")
    .filter((r) => /-kafka-\d$/.test(String(r.has["family"])))
    .map((r) => (JSON.parse(String(r.has["container_definitions"])) as [Container])[0]);
const settings = ({ environment }: Container) => Object.fromEntries(environment.map((e) => [e.name, e.value]));

test("each node is a service of one task that ends before the next begins, never on Spot", () => {
  expect(nodesOf(one)).toHaveLength(1);
  expect(nodesOf(three)).toHaveLength(3);
  for (const { has } of [...nodesOf(one), ...nodesOf(three)]) {
    expect(has["desired_count"]).toBe(1);
    expect(has["deployment_minimum_healthy_percent"]).toBe(0);
    expect(has["deployment_maximum_percent"]).toBe(100);
    expect(has["capacity_provider_strategy"]).toEqual([{ capacity_provider: "FARGATE", base: 1, weight: 1 }]);
  }
});

test("a node keeps its name when its task is replaced, and its number with it", () => {
  const named = three.of("aws_service_discovery_service");
  expect(named.map((r) => r.has["name"]).sort()).toEqual(["kafka-1", "kafka-2", "kafka-3"]);
  for (const { has } of nodesOf(three)) expect(JSON.stringify(has["service_registries"])).toContain("_name_");
  expect(containersOf(three).map((c) => settings(c)["KAFKA_NODE_ID"])).toEqual(["1", "2", "3"]);
});

test("clients are told the names in the VPC", () => {
  const [container] = containersOf(one);
  const host = "kafka-1.cap-staging.internal";
  expect(settings(container!)["KAFKA_ADVERTISED_LISTENERS"]).toBe(`CLIENTS://${host}:9092`);
  const lake = one.of("aws_ecs_task_definition").find((r) => r.has["family"] === "cap-staging-lake");
  expect(String(lake?.has["container_definitions"])).toContain(`kafka://${host}:9092`);
  expect(one.of("aws_service_discovery_private_dns_namespace")[0]?.has["name"]).toBe("cap-staging.internal");
  expect(one.of("aws_vpc")[0]?.has["enable_dns_hostnames"]).toBe(true);
});

test("a single node takes a new identity whenever it starts; three share one that stays", () => {
  const [single] = containersOf(one);
  expect(settings(single!)).not.toHaveProperty("CLUSTER_ID");
  expect(single!.command?.join(" ")).toContain("/dev/urandom");
  const ids = new Set(containersOf(three).map((c) => settings(c)["CLUSTER_ID"]));
  expect([...ids]).toEqual([expect.stringMatching(/^\$\{local\./)]);
  expect(three.runtime.text).toContain("base64sha256(terraform_data.kafka_identity.id)");
});

test("copies follow the number of nodes, and an acknowledged record outlives one of three", () => {
  expect(settings(containersOf(one)[0]!)).toMatchObject({
    KAFKA_DEFAULT_REPLICATION_FACTOR: "1",
    KAFKA_MIN_INSYNC_REPLICAS: "1",
  });
  expect(settings(containersOf(three)[0]!)).toMatchObject({
    KAFKA_DEFAULT_REPLICATION_FACTOR: "3",
    KAFKA_MIN_INSYNC_REPLICAS: "2",
    KAFKA_TRANSACTION_STATE_LOG_MIN_ISR: "2",
    KAFKA_AUTO_CREATE_TOPICS_ENABLE: "false",
  });
  expect(settings(containersOf(three)[0]!)["KAFKA_CONTROLLER_QUORUM_VOTERS"]?.split(",")).toHaveLength(3);
});

test("a node runs what the release names, by digest, from the environment's own repository", () => {
  for (const { image } of [...containersOf(one), ...containersOf(three)])
    expect(image).toMatch(/repository_kafka.*@sha256:[0-9a-f]{64}$/);
});

test("nodes are reached by services, and by each other where there are several; nobody else", () => {
  const sources = (platform: Platform): string[] =>
    platform
      .of("aws_vpc_security_group_ingress_rule")
      .filter((r) => String(r.has["security_group_id"]).includes("brokers"))
      .map((r) => (String(r.has["referenced_security_group_id"]).includes("brokers") ? "nodes" : "services"));
  expect(sources(one)).toEqual(["services"]);
  expect(sources(three).sort()).toEqual(["nodes", "services"]);
});

test("the node rests when the environment rests, and an apply at night does not wake it", () => {
  const target = one.of("aws_appautoscaling_target").find((r) => String(r.has["resource_id"]).includes("node-1"));
  expect(target?.has["lifecycle"]).toMatchObject({ ignore_changes: ["min_capacity", "max_capacity"] });
  expect(nodesOf(one)[0]?.has["lifecycle"]).toMatchObject({ ignore_changes: ["desired_count"] });
  expect(nodesOf(three)[0]?.has["lifecycle"]).toMatchObject({ ignore_changes: [] });
});

test("there is a repository of Kafka only where it runs from an image", () => {
  const repositories = (platform: Platform) => platform.of("aws_ecr_repository").map((r) => r.has["name"]);
  expect(repositories(one)).toContain("cap-staging/kafka");
  expect(repositories(synthesised())).not.toContain("cap-local/kafka");
});

test("in the emulated AWS nodes have ports of their own below those of outgoing connections", () => {
  for (const name of ["dev", "staging", "abcdefghijkl"]) {
    const ports = emulatedPlaces({ name }, 3).flatMap((n) => [n.port, n.controllerPort]);
    expect(new Set(ports).size).toBe(6);
    expect(Math.min(...ports)).toBeGreaterThan(29_092);
    expect(Math.max(...ports)).toBeLessThan(32_768);
  }
});
