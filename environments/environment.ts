import type { InterfaceEndpoint } from "../contracts/endpoints.ts";
import type { RequestPlan, RequestRate } from "../contracts/request-rates.ts";
import type { Trails } from "../contracts/trails.ts";
import type { Streaming } from "./streaming.ts";

export type { InterfaceEndpoint } from "../contracts/endpoints.ts";
export type { Streaming } from "./streaming.ts";

/** Size of one ECS service. */
export interface ServiceSize {
  /** Tasks that run when nothing scales them. */
  readonly tasks: number;
  /** Most tasks that autoscaling may run. @default - `tasks`: the number does not change. */
  readonly maxTasks?: number;
  /** 1024 are one vCPU. */
  readonly cpu: 256 | 512 | 1024 | 2048;
  readonly memoryMib: number;
  /** `spot` takes tasks that AWS may end with two minutes' notice, about 70 % cheaper. @default - `on-demand`. */
  readonly capacity?: "on-demand" | "spot";
}

/** How tasks reach what is not in the VPC. */
export type Egress =
  /** They do not: gateway endpoints (S3, DynamoDB) and `interfaceEndpoints` only. 0 USD. Without those that its tasks call nothing in AWS starts. */
  | "none"
  /** One t4g.nano that translates addresses: 3.07 USD + 3.65 USD for its address a month, one zone, seconds of outage when it is replaced. */
  | "nat-instance"
  /** One NAT gateway: 32.85 USD + 3.65 USD for its address a month + 0.045 USD/GB; the loss of its zone cuts all zones off. */
  | "nat-gateway"
  /** One per zone: 36.50 USD a month each with its address + 0.045 USD/GB; zones do not depend on each other. */
  | "nat-gateway-per-zone";

/** How clients reach the API and the page. */
export type Entrance =
  /** In the clear; only for brokers and clients on one machine. */
  | { readonly kind: "http"; readonly port: number }
  /** Port 443 with a certificate for this name, in a hosted zone of the environment. */
  | { readonly kind: "https"; readonly domain: string };

/** The HTTP API that customers call. */
export type Api =
  | { readonly kind: "none" }
  | {
      readonly kind: "rest";
      /** Of all customers together. */
      readonly throttle: RequestRate;
      /** What one customer of a plan may ask for; who has no key of their own shares it: docs/adr/0011-one-door-for-customers.md. */
      readonly plans: Readonly<Record<string, RequestPlan>>;
      /** Managed rules and a rate limit per address: 10 USD a month. */
      readonly firewall: boolean;
    };

/** What is kept for the day on which data or a Region is lost. */
export type Recovery =
  /** Nothing beside versions and point-in-time recovery in the Region. */
  | { readonly kind: "none" }
  /** Backups in a locked vault of the same Region. */
  | { readonly kind: "backups"; readonly objectives: RecoveryObjectives }
  /** Backups, and keys, buckets, tables, images and backups copied to a second Region, from which runtime is built anew. */
  | { readonly kind: "pilot-light"; readonly region: string; readonly objectives: RecoveryObjectives };

/** What an owner asks for; validateEnvironment refuses what the kind of recovery cannot give. */
export interface RecoveryObjectives {
  /** Data that may be lost, minutes. */
  readonly rpoMinutes: number;
  /** Time until the platform answers again, minutes. */
  readonly rtoMinutes: number;
}

/** Where and how big: data and differences only. */
export interface Environment {
  readonly name: string;
  /** Which of the environment's sizes this is. */
  readonly profile: {
    /** `lean`, `standard`, …: unique within the environment. */
    readonly name: string;
    /** What its owner accepts by choosing it, in one sentence. */
    readonly risk: string;
  };
  /** Of an entry of environments/accounts.ts. */
  readonly account: string;
  readonly region: string;
  /** `protected` turns on retain-on-destroy, deletion protection, confirmation by name and paging. */
  readonly safety: "disposable" | "protected";
  readonly network: {
    /** IPv4 range of the VPC, /16 to /20; the ranges of one account do not overlap. */
    readonly cidr: string;
    /** How many zones, 2 or 3. */
    readonly zones: 2 | 3;
    readonly egress: Egress;
    readonly interfaceEndpoints: readonly InterfaceEndpoint[];
  };
  readonly sources: {
    /** Which trails deliver into the landing bucket by themselves, and what that costs. */
    readonly cloudtrail: Trails;
  };
  readonly entrance: Entrance;
  readonly api: Api;
  readonly streaming: Streaming;
  readonly services: {
    readonly collect: ServiceSize;
    readonly lake: ServiceSize;
    readonly control: ServiceSize;
    readonly web: ServiceSize;
  };
  /** When tasks run. `working-hours`: Monday to Friday, from and to an hour of the day in this time zone; none otherwise. */
  readonly hours:
    | { readonly kind: "always" }
    | { readonly kind: "working-hours"; readonly timezone: string; readonly from: number; readonly to: number };
  readonly logs: { readonly retentionDays: number };
  readonly lake: {
    /** Objects of the landing bucket expire after this; bronze holds the events for ever. */
    readonly landingDays: number;
    /** Objects of the audit bucket cannot be deleted before they are this old. */
    readonly auditLockDays: number;
    /** Athena cancels a query that would scan more. */
    readonly scanLimitGib: number;
    /** Nightly compaction and gold, and the schema registry. */
    readonly jobs: boolean;
  };
  /** How DynamoDB tables are paid for. */
  readonly tables: { readonly capacity: "on-demand" } | { readonly capacity: "autoscaled"; readonly max: number };
  readonly observability: {
    /** Share of requests that are traced, 0 to 1; 0 makes no X-Ray resource. */
    readonly traced: number;
    /** Metrics of single tasks and services: about 2 USD a month per service. */
    readonly containerInsights: boolean;
    /** Who is told by e-mail; somebody everywhere but on one machine, where alarms end in the topic. */
    readonly notify: readonly string[];
  };
  readonly insight:
    | { readonly kind: "none" }
    | {
        readonly kind: "quicksight";
        readonly author: string;
        /** Where the account subscribed to QuickSight: its users live there, whatever Region they look at. */
        readonly identityRegion: string;
      };
  readonly recovery: Recovery;
  readonly cost: {
    /** Team that pays, one of its account's: a tag on everything. */
    readonly team: string;
    /** Budget of a month, USD. 0: no budget is made. */
    readonly monthlyUsd: number;
  };
  readonly freshness: {
    /** Data older than this is stale, seconds. */
    readonly maxAgeSeconds: number;
  };
  /** Who changes task definitions after creation. */
  readonly releases: "terraform" | "promoted";
}
