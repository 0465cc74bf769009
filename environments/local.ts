import type { Environment } from "./environment.ts";

/** One machine, the emulated AWS: small, complete, gone when asked. */
export const local: Environment = {
  name: "local",
  account: "123456789012",
  region: "eu-west-1",
  safety: "disposable",
  network: { cidr: "10.42.0.0/16", zones: 2 },
  entrance: { kind: "http", port: 80 },
  streaming: { kind: "embedded" },
  services: {
    collect: { tasks: 1, cpu: 256, memoryMib: 512 },
    lake: { tasks: 1, cpu: 256, memoryMib: 1024 },
    control: { tasks: 1, cpu: 256, memoryMib: 1024 },
    web: { tasks: 1, cpu: 256, memoryMib: 512 },
  },
  logs: { retentionDays: 7 },
  lake: { landingDays: 30, auditLockDays: 1, scanLimitGib: 10 },
  freshness: { maxAgeSeconds: 86_400 },
  releases: "terraform",
};
