import type { Construct } from "constructs";
import { BugError } from "../contracts/errors.ts";
import { originOf } from "../environments/recovery-site.ts";
import { Certificate } from "../modules/compute/certificate.ts";
import { type AliasTarget, EntranceName } from "../modules/compute/entrance-name.ts";
import { LoadBalancer } from "../modules/compute/load-balancer.ts";
import type { Listening, LoadBalancerOutputs } from "../modules/compute/load-balancer-props.ts";
import type { ZoneOutputs } from "../modules/compute/zone.ts";
import type { NetworkOutputs } from "../modules/network/network.ts";
import type { DurableOutputs } from "./durable.ts";
import { regionalName } from "./entrance-names.ts";
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
    listening: listening(scope, parts),
    targetPort: servicePort,
    routes: { control: ["/v1/*", "/docs", "/docs/*"], web: [] },
  }).outputs;
  const { zone } = durable;
  if (zone !== undefined) nameEntrance(scope, parts, zone, { dns: entrance.dns, zoneId: entrance.zoneId });
  return entrance;
}

/**
 * Leads the environment's name to its entrance. Where the environment is copied, two Regions share the name: the primary's
 * answers while its health check is well. The other's record is made with its entrance, so while it is a pilot light the
 * name stays where it is even when the check fails: a page that says "we are failing over" would have to be kept alive in
 * a third place, and would say so during every short outage. Building the other site is the decision to move.
 */
function nameEntrance(scope: Construct, parts: EntranceParts, zone: ZoneOutputs, target: AliasTarget): void {
  const { environment: place, copies } = parts;
  const { domain } = zone;
  if (place.recovery.kind !== "pilot-light") {
    new EntranceName(scope, "entrance-name", { zone, domain, target });
    return;
  }
  const { site } = originOf(place);
  const healthCheckId = copies?.entranceCheck?.id;
  const failover =
    site === "recovery" || healthCheckId === undefined
      ? ({ role: "secondary" } as const)
      : ({ role: "primary", healthCheckId } as const);
  new EntranceName(scope, "entrance-name", { zone, domain, target, failover });
  new EntranceName(scope, "entrance-here", { zone, domain: regionalName(place.region, domain), target });
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
