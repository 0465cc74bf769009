import { Route53Zone } from "@cdktf/provider-aws/lib/route53-zone/index.js";
import { Construct } from "constructs";
import { domainFaults } from "../../contracts/domain.ts";
import { assertValid, type Fault } from "../../contracts/errors.ts";
import { names, type Place } from "../../contracts/names.ts";

/** The hosted zone of an environment. */
export interface ZoneProps {
  readonly place: Place;
  /** Name of the zone and of the entrance in it: `cap.example.com`. */
  readonly domain: string;
  /** `disposable` deletes the zone with the records in it. */
  readonly safety: "disposable" | "protected";
}

/** What others need of the zone. */
export interface ZoneOutputs {
  readonly id: string;
  readonly domain: string;
}

/** Every fault of the props. */
export const validateZone = ({ domain }: ZoneProps): Fault[] => domainFaults("domain", domain);

/**
 * A public hosted zone. Its name servers have to be named once, by hand, in the zone above it; so it outlives every
 * release. It signs nothing (DNSSEC) and logs no query: both need a key or a log group in us-east-1, which no stack of
 * this environment is in.
 */
export class Zone extends Construct {
  readonly outputs: ZoneOutputs;
  constructor(scope: Construct, id: string, props: ZoneProps) {
    super(scope, id);
    assertValid("zone", validateZone(props));
    const { place, domain, safety } = props;
    const zone = new Route53Zone(this, "zone", {
      name: domain,
      comment: `Entrance of ${names.prefix(place)}`,
      forceDestroy: safety === "disposable",
      lifecycle: { preventDestroy: safety === "protected" },
    });
    zone.overrideLogicalId("zone_entrance");
    this.outputs = { id: zone.zoneId, domain };
  }
}
