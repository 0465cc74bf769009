import type { Environment } from "./environment.ts";

/** One machine, the emulated AWS: small, complete, gone when asked. */
export const local: Environment = {
  name: "local",
  profile: { name: "embedded", risk: "everything is on one machine, and gone with it" },
  account: "123456789012",
  region: "eu-west-1",
  safety: "disposable",
  network: { cidr: "10.42.0.0/16", zones: 2, egress: "none", interfaceEndpoints: [] },
  sources: { cloudtrail: { kind: "none" } },
  entrance: { kind: "http", port: 80 },
  api: { kind: "none" },
  streaming: { kind: "embedded" },
  services: {
    collect: { tasks: 1, cpu: 256, memoryMib: 512 },
    lake: { tasks: 1, cpu: 256, memoryMib: 1024 },
    control: { tasks: 1, cpu: 256, memoryMib: 1024 },
    web: { tasks: 1, cpu: 256, memoryMib: 512 },
  },
  hours: { kind: "always" },
  logs: { retentionDays: 7 },
  lake: { landingDays: 30, auditLockDays: 1, scanLimitGib: 10, jobs: false },
  tables: { capacity: "on-demand" },
  observability: { traced: 0, containerInsights: true, notify: [] },
  insight: { kind: "none" },
  recovery: { kind: "none" },
  cost: { team: "security", monthlyUsd: 0 },
  freshness: { maxAgeSeconds: 86_400 },
  releases: "terraform",
};

/** Whether it is on one machine and nowhere else, in whatever profile. */
export const isLocal = ({ name }: Environment): boolean => name === local.name;

/** `local` with real Kafka brokers in the place of the embedded bus. */
export const localKafka: Environment = {
  ...local,
  profile: { name: "kafka", risk: "as embedded; brokers listen in the clear, on loopback" },
  streaming: {
    kind: "msk-provisioned",
    tier: { kind: "standard", instance: "kafka.t3.small", storageGib: 10 },
    brokersPerZone: 1,
    transport: "plaintext",
  },
};
