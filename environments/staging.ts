import { nonprod } from "./accounts.ts";
import type { Environment } from "./environment.ts";

/** Where a release proves itself before prod: prod's shape at the smallest size. */
export const staging: Environment = {
  name: "staging",
  profile: {
    name: "idle",
    risk: "between promotions the bus is one Kafka node on ephemeral disk: what prod's brokers do is not seen here",
  },
  account: nonprod.account,
  region: nonprod.region,
  safety: "disposable",
  network: { cidr: "10.52.0.0/16", zones: 2, egress: "nat-instance", interfaceEndpoints: [] },
  sources: { cloudtrail: { kind: "none" } },
  entrance: { kind: "https", domain: "staging.cap.example.com" },
  api: {
    kind: "rest",
    throttle: { perSecond: 50, burst: 100 },
    plans: {
      trial: { perSecond: 2, burst: 5, perMonth: 10_000 },
      standard: { perSecond: 10, burst: 20, perMonth: 1_000_000 },
    },
    firewall: true,
  },
  streaming: { kind: "kraft-on-fargate", nodes: 1, cpu: 512, memoryMib: 2048 },
  services: {
    collect: { tasks: 1, maxTasks: 2, cpu: 256, memoryMib: 512 },
    lake: { tasks: 1, maxTasks: 2, cpu: 256, memoryMib: 1024 },
    control: { tasks: 1, cpu: 256, memoryMib: 1024 },
    web: { tasks: 1, cpu: 256, memoryMib: 512 },
  },
  hours: { kind: "working-hours", timezone: "Europe/Berlin", from: 8, to: 19 },
  logs: { retentionDays: 14 },
  lake: { landingDays: 14, auditLockDays: 1, scanLimitGib: 50, jobs: true },
  tables: { capacity: "on-demand" },
  observability: { traced: 0.05, containerInsights: false, notify: ["platform@cap.example.com"] },
  insight: { kind: "none" },
  recovery: { kind: "backups", objectives: { rpoMinutes: 1440, rtoMinutes: 480 } },
  cost: { team: "security", monthlyUsd: 75 },
  freshness: { maxAgeSeconds: 3_600 },
  releases: "promoted",
};

/** `staging` while a release is promoted: MSK as in prod, made for the window and deleted after it. */
export const stagingWindow: Environment = {
  ...staging,
  profile: {
    name: "window",
    risk: "MSK cannot be stopped, only deleted: two brokers cost 2.19 USD a day for as long as the window is open",
  },
  streaming: {
    kind: "msk-provisioned",
    tier: { kind: "standard", instance: "kafka.t3.small", storageGib: 20 },
    brokersPerZone: 1,
    transport: "tls",
    authentication: ["iam", "scram"],
  },
  hours: { kind: "always" },
};
