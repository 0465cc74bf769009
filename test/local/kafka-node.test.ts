import { expect, it } from "vitest";
import { propertiesFrom } from "../../local/kafka-node/properties.ts";

it("variables of Kafka's image become properties; listeners are bound to loopback; what is the image's own is none", () => {
  const env = {
    KAFKA_NODE_ID: "1",
    KAFKA_LISTENERS: "CLIENTS://:9092,CONTROLLER://:9093",
    KAFKA_ADVERTISED_LISTENERS: "CLIENTS://127.0.0.1:9092",
    KAFKA_HEAP_OPTS: "-Xmx1g",
    PATH: "/bin",
  };
  expect(propertiesFrom(env, "/disk").split("\n")).toEqual([
    "node.id=1",
    "listeners=CLIENTS://127.0.0.1:9092,CONTROLLER://127.0.0.1:9093",
    "advertised.listeners=CLIENTS://127.0.0.1:9092",
    "log.dirs=/disk",
    "",
  ]);
});
