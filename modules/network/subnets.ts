import type { InternetGateway } from "@cdktf/provider-aws/lib/internet-gateway/index.js";
import { Route } from "@cdktf/provider-aws/lib/route/index.js";
import { RouteTable } from "@cdktf/provider-aws/lib/route-table/index.js";
import { RouteTableAssociation } from "@cdktf/provider-aws/lib/route-table-association/index.js";
import { Subnet } from "@cdktf/provider-aws/lib/subnet/index.js";
import { Construct } from "constructs";
import { subnet } from "../../contracts/cidr.ts";
import { names, type Place } from "../../contracts/names.ts";
import { quarterOf, type Tier, zoneLetters } from "./tiers.ts";

/** Subnets of three tiers, one of each per zone. */
export interface SubnetsProps {
  readonly place: Place;
  readonly vpcId: string;
  /** Range of the VPC; each subnet takes a sixteenth, each tier a quarter. */
  readonly cidr: string;
  readonly zones: 2 | 3;
  readonly internet: InternetGateway;
}

/** One subnet and where its packets go. */
export interface SubnetOutputs {
  readonly id: string;
  readonly zone: string;
  readonly routeTableId: string;
}

/** The subnets, by tier, one per zone in the order of the zones. */
export type SubnetsOutputs = Readonly<Record<Tier, readonly SubnetOutputs[]>>;

/**
 * Public subnets share a route to the internet gateway. Private ones have a table each, so that a zone can have a way
 * out of its own. Isolated ones share a table that leads nowhere but through the VPC.
 */
export class Subnets extends Construct {
  readonly outputs: SubnetsOutputs;
  constructor(scope: Construct, id: string, props: SubnetsProps) {
    super(scope, id);
    const open = this.table("public", props);
    new Route(this, "internet", {
      routeTableId: open,
      destinationCidrBlock: "0.0.0.0/0",
      gatewayId: props.internet.id,
    });
    const closed = this.table("isolated", props);
    this.outputs = {
      public: this.tier("public", props, () => open),
      isolated: this.tier("isolated", props, () => closed),
      private: this.tier("private", props, (i) => this.table(`private-${i}`, props)),
    };
  }

  private table(name: string, { place, vpcId }: SubnetsProps): string {
    return new RouteTable(this, `${name}-routes`, { vpcId, tags: { Name: names.of(place, name) } }).id;
  }

  private tier(tier: Tier, props: SubnetsProps, tableOf: (i: number) => string): SubnetOutputs[] {
    const { place, vpcId, cidr, zones, internet } = props;
    return zoneLetters.slice(0, zones).map((letter, i) => {
      const zone = `${place.region}${letter}`;
      const made = new Subnet(this, `${tier}-${letter}`, {
        vpcId,
        availabilityZone: zone,
        cidrBlock: subnet(cidr, 4 * quarterOf[tier] + i),
        // What lives in public brings its own addresses: the load balancer and what translates addresses.
        mapPublicIpOnLaunch: false,
        tags: { Name: names.of(place, `${tier}-${letter}`), Tier: tier },
        // AWS refuses load balancers and NAT gateways in a VPC whose gateway is not attached yet, and lets it go only after them.
        ...(tier === "public" ? { dependsOn: [internet] } : {}),
      });
      const routeTableId = tableOf(i);
      new RouteTableAssociation(this, `${tier}-route-${i}`, { subnetId: made.id, routeTableId });
      return { id: made.id, zone, routeTableId };
    });
  }
}
