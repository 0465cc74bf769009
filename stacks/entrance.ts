import type { Construct } from "constructs";
import { BugError } from "../contracts/errors.ts";
import { Certificate } from "../modules/compute/certificate.ts";
import { type AliasTarget, EntranceName } from "../modules/compute/entrance-name.ts";
import { LoadBalancer } from "../modules/compute/load-balancer.ts";
import type { Listening, LoadBalancerOutputs } from "../modules/compute/load-balancer-props.ts";
import type { ZoneOutputs } from "../modules/compute/zone.ts";
import type { NetworkOutputs } from "../modules/network/network.ts";
import type { DurableOutputs } from "./durable.ts";
import { failoverOf, regionalName } from "./entrance-names.ts";
import type { PlatformOptions } from "./options.ts";
import type { RecoveryOutputs } from "./recovery.ts";
import type { Served } from "./services.ts";
import { servicePort } from "./wiring.ts";

/** What the entrance stands on. */
export interface EntranceParts extends PlatformOptions {
  readonly durable: DurableOutputs;
  /** Where `durable` is copied to, and what watches the entrance from there. @default - nowhere. */
  readonly copies?: RecoveryOutputs;
  readonly network: NetworkOutputs;
}

/** The load balancer in front of control and web, and where the environment has a domain, its certificate and name. */
export function openEntrance(scope: Construct, parts: EntranceParts): LoadBalancerOutputs<Served> {
  const { environment: place, durable, network } = parts;
  const entrance = new LoadBalancer<Served>(scope, "entrance", {
    place,
    network,
    safety: place.safety,
    releases: place.releases,
    listening: listening(scope, parts),
    targetPort: servicePort,
    routes: { control: ["/v1/*", "/docs", "/docs/*"], web: [] },
    // The clear is spoken on one machine only, which has no use for them.
    ...(place.entrance.kind === "https" ? { accessLogs: durable.lake.accessLogs } : {}),
  }).outputs;
  const { zone } = durable;
  if (zone !== undefined) nameEntrance(scope, parts, zone, { dns: entrance.dns, zoneId: entrance.zoneId });
  return entrance;
}

/** Leads the environment's name to its entrance; where two Regions share it, each has a name of its own as well. */
function nameEntrance(scope: Construct, parts: EntranceParts, zone: ZoneOutputs, target: AliasTarget): void {
  const { domain } = zone;
  const failover = failoverOf(parts);
  new EntranceName(scope, "entrance-name", { zone, domain, target, ...(failover === undefined ? {} : { failover }) });
  if (failover === undefined) return;
  new EntranceName(scope, "entrance-here", { zone, domain: regionalName(parts.environment.region, domain), target });
}

function listening(scope: Construct, { environment, durable }: EntranceParts): Listening {
  const { entrance } = environment;
  if (entrance.kind === "http") return entrance;
  const certificate = new Certificate(scope, "certificate", {
    zone: zoneOf(durable),
    domain: entrance.domain,
  }).outputs;
  return { kind: "https", certificate };
}

/** The hosted zone; an environment whose entrance has a domain has one. */
export function zoneOf({ zone }: DurableOutputs): ZoneOutputs {
  if (zone === undefined) throw new BugError("an entrance with a domain has no hosted zone");
  return zone;
}
