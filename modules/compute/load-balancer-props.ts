import type { ITerraformDependable } from "cdktf";
import type { Fault } from "../../contracts/errors.ts";
import type { Place } from "../../contracts/names.ts";
import type { BucketOutputs } from "../lake/bucket.ts";
import type { NetworkOutputs } from "../network/network.ts";
import type { CertificateOutputs } from "./certificate.ts";

/** What the listener speaks. */
export type Listening =
  /** In the clear; for clients on the same machine. */
  | { readonly kind: "http"; readonly port: number }
  /** TLS 1.2 and 1.3 on port 443; nothing listens on port 80. */
  | { readonly kind: "https"; readonly certificate: CertificateOutputs };

/** The entrance of an environment. */
export interface LoadBalancerProps<Target extends string> {
  readonly place: Place;
  readonly network: NetworkOutputs;
  /** `protected` switches deletion protection on. */
  readonly safety: "disposable" | "protected";
  readonly listening: Listening;
  /** Port at which tasks answer. */
  readonly targetPort: number;
  /** Path patterns of each target; a target with none takes what the others leave. Exactly one has none. */
  readonly routes: Readonly<Record<Target, readonly string[]>>;
  /** Who leads clients to a release. `promoted` gives each target a second group, and leaves rules to the deploy tool. */
  readonly releases: "terraform" | "promoted";
  /** Bucket of access logs that Elastic Load Balancing may write to; it takes SSE-S3 only. @default - no access logs. */
  readonly accessLogs?: Pick<BucketOutputs, "name">;
}

/** What a service needs to stand behind the load balancer. */
export interface TargetOutputs {
  readonly name: string;
  readonly arn: string;
  /** How CloudWatch names it. */
  readonly arnSuffix: string;
  /** Of the group that clients are led to with every second release. Absent where there is one group. */
  readonly nextName?: string;
  /** How CloudWatch names that group. */
  readonly nextArnSuffix?: string;
  /** Wait for these before a service registers. */
  readonly ready: readonly ITerraformDependable[];
}

/** What others need of the load balancer. */
export interface LoadBalancerOutputs<Target extends string> {
  readonly name: string;
  readonly arn: string;
  /** How CloudWatch names it. */
  readonly arnSuffix: string;
  readonly dns: string;
  /** Hosted zone that AWS keeps that name in. */
  readonly zoneId: string;
  /** Absent where it speaks HTTP. */
  readonly certificate?: CertificateOutputs;
  readonly targets: Readonly<Record<Target, TargetOutputs>>;
}

/** Every fault of the props. */
export function validateLoadBalancer<T extends string>(p: LoadBalancerProps<T>): Fault[] {
  const faults: Fault[] = [];
  const fallbacks = Object.entries<readonly string[]>(p.routes).filter(([, paths]) => paths.length === 0);
  if (fallbacks.length !== 1)
    faults.push({ field: "routes", got: fallbacks.map(([name]) => name), want: "exactly one target without paths" });
  const zones = p.network.publicSubnetIds.length;
  if (zones < 2) faults.push({ field: "network.publicSubnetIds", got: zones, want: "at least 2, one per zone" });
  if (p.safety === "protected" && p.listening.kind === "http")
    faults.push({ field: "listening.kind", got: "http", want: "https in a protected environment" });
  return faults;
}
