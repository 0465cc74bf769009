import { expect, test } from "vitest";
import { dev } from "../../environments/dev.ts";
import type { Environment } from "../../environments/environment.ts";
import { prod, prodStandard } from "../../environments/prod.ts";
import { staging } from "../../environments/staging.ts";
import { validateEnvironment } from "../../environments/validate.ts";

const fields = (e: Environment): string[] => validateEnvironment(e).map((f) => f.field);
const { services, observability } = prod;

test("what a module refuses is refused before it, every fault at once, in the words of the environment", () => {
  const broken: Environment = {
    ...prodStandard,
    entrance: { kind: "https", domain: "Cap" },
    api: {
      kind: "rest",
      throttle: { perSecond: 20_000, burst: 10 },
      plans: { trial: { perSecond: 2, burst: 20, perMonth: 0.5 } },
      firewall: true,
    },
    insight: { kind: "quicksight", author: "arn:aws:x", identityRegion: "Ireland" },
    lake: { ...prod.lake, auditLockDays: 1.5 },
    tables: { capacity: "autoscaled", max: 1 },
    services: {
      ...services,
      collect: { tasks: 1, cpu: 256, memoryMib: 4096, capacity: "spot" },
      web: { tasks: 1.5, maxTasks: 1, cpu: 256, memoryMib: 512 },
    },
    observability: { ...observability, traced: 1.5, notify: Array.from({ length: 11 }, (_, i) => `${i}@example.com`) },
    freshness: { maxAgeSeconds: 0 },
    cost: { team: "security", monthlyUsd: Number.NaN },
  };
  expect(fields(broken)).toEqual([
    "entrance.domain",
    "api.throttle.perSecond",
    "api.plans.trial.burst",
    "api.plans.trial.perMonth",
    "insight.author",
    "insight.identityRegion",
    "lake.auditLockDays",
    "tables.max",
    "services.collect.memoryMib",
    "services.collect.capacity",
    "services.web.tasks",
    "services.web.maxTasks",
    "observability.traced",
    "observability.notify",
    "freshness.maxAgeSeconds",
    "cost.monthlyUsd",
  ]);
});

test("Kafka on Fargate: what Fargate sells, room for Kafka, and one node where nodes stop at night", () => {
  const nodes = { kind: "kraft-on-fargate", nodes: 3, cpu: 256, memoryMib: 512 } as const;
  expect(fields({ ...dev, streaming: nodes })).toEqual(["streaming.memoryMib", "streaming.nodes"]);
  expect(fields({ ...dev, streaming: { ...nodes, memoryMib: 2048 }, hours: { kind: "always" } })).toEqual([]);
});

test("brokers: a count, disks that only grow, a way in for our own services, and what Express takes", () => {
  const brokers = { kind: "msk-provisioned", brokersPerZone: 0, transport: "tls", authentication: ["scram"] } as const;
  const standard = { kind: "standard", instance: "kafka.t3.small", storageGib: 20, maxStorageGib: 10 } as const;
  expect(fields({ ...staging, streaming: { ...brokers, tier: standard } })).toEqual([
    "streaming.brokersPerZone",
    "streaming.authentication",
    "streaming.tier.maxStorageGib",
  ]);
  const express = { kind: "express", instance: "express.m7g.large" } as const;
  const few = {
    ...brokers,
    brokersPerZone: 1,
    authentication: ["iam"],
    transport: "plaintext",
    tier: express,
  } as const;
  expect(fields({ ...staging, streaming: few })).toEqual(["streaming.tier.kind", "streaming.transport"]);
});

test("the bounds themselves are fine", () => {
  const cost = { team: "security", monthlyUsd: 0 };
  const watched = { ...observability, traced: 0, notify: Array.from({ length: 11 }, (_, i) => `${i}@example.com`) };
  expect(fields({ ...prod, tables: { capacity: "autoscaled", max: 5 }, observability: watched, cost })).toEqual([]);
  expect(fields({ ...prod, observability: { ...observability, traced: 1 } })).toEqual([]);
});
