import { expect, it } from "vitest";
import { readBusUrl } from "../../adapters/bus/url.ts";

it("reads a file, relative to where the caller says", () => {
  expect(readBusUrl("sqlite:bus.sqlite", { baseDir: "/data" })).toEqual({ kind: "sqlite", path: "/data/bus.sqlite" });
  expect(readBusUrl("sqlite:/bus.sqlite", { baseDir: "/data" })).toEqual({ kind: "sqlite", path: "/bus.sqlite" });
});

it("reads brokers, and whether they ask who comes", () => {
  const brokers = ["b-1:9098", "b-2:9098"];
  expect(readBusUrl("kafka://b-1:9098,b-2:9098")).toEqual({ kind: "kafka", brokers, security: "none" });
  expect(readBusUrl("kafka+iam://b-1:9098,b-2:9098/")).toEqual({ kind: "kafka", brokers, security: "iam" });
});

it.each(["kafka://", "kafka://b-1", "kafka+tls://b-1:1", "kafka+iam://b-1:9098,", "sqlite:", "amqp://b:1"])(
  "refuses %s",
  (url) => {
    expect(() => readBusUrl(url)).toThrow(expect.objectContaining({ code: "CAP_BUS_URL" }));
  },
);
