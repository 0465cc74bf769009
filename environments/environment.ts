import type { Fault } from "../contracts/errors.ts";

/** Where the bus runs. More kinds come with the environments that need them. */
export type Streaming =
  | {
      /** SQLite beside the services; one machine only. */
      readonly kind: "embedded";
    }
  | {
      /** Kafka brokers in the private subnets. */
      readonly kind: "msk-provisioned";
      readonly brokersPerZone: number;
      readonly instance: `kafka.${string}`;
      /** Per broker, GiB. */
      readonly storageGib: number;
    };

/** Size of one ECS service. */
export interface ServiceSize {
  /** Tasks that run when nothing scales them. */
  readonly tasks: number;
  /** 1024 are one vCPU. */
  readonly cpu: 256 | 512 | 1024 | 2048;
  readonly memoryMib: number;
}

/** Where and how big: data and differences only. */
export interface Environment {
  readonly name: string;
  readonly account: string;
  readonly region: string;
  /** `protected` turns on retain-on-destroy, deletion protection, confirmation by name and paging. */
  readonly safety: "disposable" | "protected";
  readonly network: {
    /** IPv4 range of the VPC, /16 to /20. */
    readonly cidr: string;
    /** How many zones, 2 or 3. */
    readonly zones: 2 | 3;
  };
  readonly streaming: Streaming;
  readonly services: {
    readonly collect: ServiceSize;
    readonly lake: ServiceSize;
    readonly control: ServiceSize;
    readonly web: ServiceSize;
  };
  readonly logs: { readonly retentionDays: number };
  readonly lake: {
    /** Objects of the landing bucket expire after this; bronze holds the events for ever. */
    readonly landingDays: number;
  };
  readonly freshness: {
    /** Data older than this is stale, seconds. */
    readonly maxAgeSeconds: number;
  };
  /** Who changes task definitions after creation. */
  readonly releases: "terraform" | "promoted";
}

/** Every fault of an environment, not just the first. */
export function validateEnvironment(e: Environment): Fault[] {
  const faults: Fault[] = [];
  const want = (ok: boolean, field: string, got: unknown, wanted: string): void => {
    if (!ok) faults.push({ field, got, want: wanted });
  };
  want(/^[a-z][a-z0-9-]{0,11}$/.test(e.name), "name", e.name, "lower-case letters, digits, hyphens; at most 12");
  want(/^\d{12}$/.test(e.account), "account", e.account, "12 digits");
  want(
    /^\d+\.\d+\.\d+\.\d+\/(1[6-9]|20)$/.test(e.network.cidr),
    "network.cidr",
    e.network.cidr,
    "IPv4 with /16 to /20",
  );
  want(
    e.lake.landingDays >= 7,
    "lake.landingDays",
    e.lake.landingDays,
    ">= 7, so that a lost notification can be swept",
  );
  for (const [name, size] of Object.entries(e.services))
    want(size.tasks >= 0, `services.${name}.tasks`, size.tasks, ">= 0");
  if (e.streaming.kind === "msk-provisioned")
    want(e.streaming.brokersPerZone >= 1, "streaming.brokersPerZone", e.streaming.brokersPerZone, ">= 1");
  return faults;
}
