import { nonprod } from "./accounts.ts";
import type { Environment } from "./environment.ts";

/**
 * Where changes are tried: cheap, off at night, disposable. Its 50 USD are for itself while nobody uses it: the account's
 * share (trail, Config, state buckets) and every request come on top (docs/generated/environments.md).
 */
export const dev: Environment = {
  name: "dev",
  profile: {
    name: "lean",
    risk: "one Kafka node on ephemeral disk, stopped every night: the bus is refilled by replay, and tests wait for morning",
  },
  account: nonprod.account,
  region: nonprod.region,
  safety: "disposable",
  network: { cidr: "10.48.0.0/16", zones: 2, egress: "nat-instance", interfaceEndpoints: [] },
  sources: { cloudtrail: { kind: "none" } },
  entrance: { kind: "https", domain: "dev.cap.example.com" },
  api: {
    kind: "rest",
    throttle: { perSecond: 20, burst: 40 },
    plans: { trial: { perSecond: 2, burst: 5, perMonth: 10_000 } },
    firewall: false,
  },
  streaming: { kind: "kraft-on-fargate", nodes: 1, cpu: 256, memoryMib: 1024 },
  services: {
    collect: { tasks: 1, cpu: 256, memoryMib: 512 },
    lake: { tasks: 1, cpu: 256, memoryMib: 1024 },
    // Stateless, and each may run twice: on demand they would cost more than is left of the 50 USD.
    control: { tasks: 1, cpu: 256, memoryMib: 1024, capacity: "spot" },
    web: { tasks: 1, cpu: 256, memoryMib: 512, capacity: "spot" },
  },
  hours: { kind: "working-hours", timezone: "Europe/Berlin", from: 9, to: 18 },
  logs: { retentionDays: 7 },
  lake: { landingDays: 14, auditLockDays: 1, scanLimitGib: 10, jobs: true },
  tables: { capacity: "on-demand" },
  observability: { traced: 0.05, containerInsights: false, notify: ["platform@cap.example.com"] },
  insight: { kind: "none" },
  recovery: { kind: "none" },
  cost: { team: "security", monthlyUsd: 50 },
  freshness: { maxAgeSeconds: 86_400 },
  releases: "terraform",
};
