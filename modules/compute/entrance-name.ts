import { Route53Record } from "@cdktf/provider-aws/lib/route53-record/index.js";
import { Construct } from "constructs";
import type { ZoneOutputs } from "./zone.ts";

/** What a name leads to: anything of AWS that Route 53 can alias. */
export interface AliasTarget {
  readonly dns: string;
  /** Hosted zone that AWS keeps the target's own name in. */
  readonly zoneId: string;
}

/** A name of the platform. */
export interface EntranceNameProps {
  readonly zone: ZoneOutputs;
  readonly domain: string;
  readonly target: AliasTarget;
  /**
   * The name is shared by two Regions: `primary` answers while its health check is well, `secondary` otherwise.
   * @default - this target alone.
   */
  readonly failover?: { readonly role: "primary" | "secondary"; readonly healthCheckId?: string };
}

/** Leads the name to the target: an alias, so that a new address behind it needs no change here. */
export class EntranceName extends Construct {
  constructor(scope: Construct, id: string, { zone, domain, target, failover }: EntranceNameProps) {
    super(scope, id);
    new Route53Record(this, "record", {
      zoneId: zone.id,
      name: domain,
      type: "A",
      alias: { name: target.dns, zoneId: target.zoneId, evaluateTargetHealth: true },
      ...(failover === undefined ? {} : failoverOf(failover)),
    });
  }
}

const failoverOf = ({ role, healthCheckId }: NonNullable<EntranceNameProps["failover"]>) => ({
  setIdentifier: role,
  failoverRoutingPolicy: { type: role.toUpperCase() },
  ...(healthCheckId === undefined ? {} : { healthCheckId }),
});
