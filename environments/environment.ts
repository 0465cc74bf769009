import type { Fault } from "../contracts/errors.ts";
import { logRetentions } from "../contracts/logs.ts";

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
      /** `tls` asks clients for IAM as well; `plaintext` is for brokers on the loopback of one machine. */
      readonly transport: "plaintext" | "tls";
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
  /** How clients reach the API and the page. More kinds come with the environments that need them. */
  readonly entrance: { readonly kind: "http"; readonly port: number };
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
    /** Objects of the audit bucket cannot be deleted before they are this old. */
    readonly auditLockDays: number;
    /** Athena cancels a query that would scan more. */
    readonly scanLimitGib: number;
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
  want(/^[a-z]{2}(-[a-z]+)+-\d$/.test(e.region), "region", e.region, "an AWS Region");
  const { cidr } = e.network;
  want(/^\d+\.\d+\.\d+\.\d+\/(1[6-9]|20)$/.test(cidr), "network.cidr", cidr, "IPv4 with /16 to /20");
  const days = e.lake.landingDays;
  want(days >= 7, "lake.landingDays", days, ">= 7, so that a lost notification can be swept");
  want(e.lake.auditLockDays >= 1, "lake.auditLockDays", e.lake.auditLockDays, ">= 1");
  want(e.lake.scanLimitGib >= 1, "lake.scanLimitGib", e.lake.scanLimitGib, ">= 1");
  const retention = e.logs.retentionDays;
  want(logRetentions.includes(retention), "logs.retentionDays", retention, `one of ${logRetentions.join(", ")}`);
  for (const [name, size] of Object.entries(e.services))
    want(size.tasks >= 0, `services.${name}.tasks`, size.tasks, ">= 0");
  return [...faults, ...streamingFaults(e)];
}

function streamingFaults({ streaming, safety }: Environment): Fault[] {
  if (streaming.kind === "embedded")
    return safety === "protected"
      ? [{ field: "streaming.kind", got: "embedded", want: "brokers: one machine's bus protects nothing" }]
      : [];
  const { brokersPerZone, transport } = streaming;
  const faults: Fault[] = [];
  if (brokersPerZone < 1) faults.push({ field: "streaming.brokersPerZone", got: brokersPerZone, want: ">= 1" });
  if (transport === "plaintext" && safety === "protected")
    faults.push({ field: "streaming.transport", got: transport, want: "tls" });
  return faults;
}
