import { production } from "./accounts.ts";
import type { Environment } from "./environment.ts";

/**
 * What the security team relies on. Its 300 USD are for itself while nothing flows: the account's share (trail, Config,
 * state buckets) and every event, from its own trail too, come on top (docs/generated/environments.md).
 */
export const prod: Environment = {
  name: "prod",
  profile: {
    name: "lean",
    risk: "t3 brokers have CPU credits: AWS calls them dev and test, and a sustained burst throttles the bus to 20 % of a core",
  },
  account: production.account,
  region: production.region,
  safety: "protected",
  network: { cidr: "10.56.0.0/16", zones: 3, egress: "nat-gateway", interfaceEndpoints: [] },
  sources: { cloudtrail: { kind: "own" } },
  entrance: { kind: "https", domain: "cap.example.com" },
  api: {
    kind: "rest",
    throttle: { perSecond: 200, burst: 400 },
    plans: {
      trial: { perSecond: 2, burst: 5, perMonth: 10_000 },
      standard: { perSecond: 20, burst: 40, perMonth: 2_000_000 },
      premium: { perSecond: 100, burst: 200, perMonth: 20_000_000 },
    },
    firewall: true,
  },
  streaming: {
    kind: "msk-provisioned",
    tier: { kind: "standard", instance: "kafka.t3.small", storageGib: 20, maxStorageGib: 500 },
    brokersPerZone: 1,
    transport: "tls",
    authentication: ["iam", "scram"],
  },
  services: {
    collect: { tasks: 1, maxTasks: 4, cpu: 512, memoryMib: 1024 },
    lake: { tasks: 1, maxTasks: 4, cpu: 512, memoryMib: 1024 },
    control: { tasks: 1, maxTasks: 4, cpu: 256, memoryMib: 1024 },
    web: { tasks: 1, maxTasks: 2, cpu: 256, memoryMib: 512 },
  },
  hours: { kind: "always" },
  logs: { retentionDays: 365 },
  lake: { landingDays: 30, auditLockDays: 365, scanLimitGib: 500, jobs: true },
  tables: { capacity: "on-demand" },
  observability: {
    traced: 0.05,
    containerInsights: false,
    notify: ["platform@cap.example.com", "oncall@cap.example.com"],
  },
  insight: { kind: "quicksight", author: "cap-analyst", identityRegion: production.region },
  recovery: {
    kind: "pilot-light",
    region: production.recoveryRegion,
    objectives: { rpoMinutes: 60, rtoMinutes: 240 },
  },
  cost: { team: "security", monthlyUsd: 300 },
  freshness: { maxAgeSeconds: 900 },
  releases: "promoted",
};

/** `prod` for sustained load: brokers without CPU credits, a way out per zone, tables that scale. */
export const prodStandard: Environment = {
  ...prod,
  profile: {
    name: "standard",
    risk: "costs several times what lean does, most of it before the first event; a Region can still be lost for the time it takes to create MSK anew",
  },
  network: { ...prod.network, egress: "nat-gateway-per-zone", interfaceEndpoints: ["ecr.api", "ecr.dkr", "logs"] },
  streaming: {
    kind: "msk-provisioned",
    tier: { kind: "standard", instance: "kafka.m7g.large", storageGib: 100, maxStorageGib: 1000 },
    brokersPerZone: 1,
    transport: "tls",
    authentication: ["iam", "scram"],
  },
  services: {
    collect: { tasks: 2, maxTasks: 8, cpu: 1024, memoryMib: 2048 },
    lake: { tasks: 2, maxTasks: 6, cpu: 1024, memoryMib: 4096 },
    control: { tasks: 2, maxTasks: 8, cpu: 512, memoryMib: 1024 },
    web: { tasks: 2, maxTasks: 4, cpu: 512, memoryMib: 1024 },
  },
  tables: { capacity: "autoscaled", max: 400 },
  observability: { ...prod.observability, containerInsights: true },
  cost: { team: "security", monthlyUsd: 1_200 },
};
