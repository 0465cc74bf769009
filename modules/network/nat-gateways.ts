import { Eip } from "@cdktf/provider-aws/lib/eip/index.js";
import { NatGateway } from "@cdktf/provider-aws/lib/nat-gateway/index.js";
import { Route } from "@cdktf/provider-aws/lib/route/index.js";
import type { ITerraformDependable } from "cdktf";
import { Construct } from "constructs";
import { names } from "../../contracts/names.ts";
import type { EgressProps } from "./egress-props.ts";

/** A NAT gateway. */
export interface NatGatewayOutputs {
  readonly id: string;
}

/** What others need of the gateways. */
export interface NatGatewaysOutputs {
  readonly gateways: readonly NatGatewayOutputs[];
  /** Of the private subnets, through them. */
  readonly routes: readonly ITerraformDependable[];
}

/**
 * NAT gateways, each with an address that stays: 36.50 USD a month + 0.045 USD/GB apiece. One for all zones, or one in
 * each: the loss of a zone then cuts off nobody else, and nobody pays for crossing zones.
 */
export class NatGateways extends Construct {
  readonly outputs: NatGatewaysOutputs;
  constructor(scope: Construct, id: string, { place, subnets, kind }: EgressProps) {
    super(scope, id);
    const homes = kind === "nat-gateway-per-zone" ? subnets.public : subnets.public.slice(0, 1);
    const gateways = homes.map((home, i) => {
      const tags = { Name: names.of(place, `nat-${i}`) };
      const address = new Eip(this, `address-${i}`, { domain: "vpc", tags });
      const gateway = new NatGateway(this, `gateway-${i}`, { subnetId: home.id, allocationId: address.id, tags });
      return { id: gateway.id };
    });
    const routes = subnets.private.map(({ routeTableId }, i) => {
      const natGatewayId = (gateways[i] ?? gateways[0])?.id ?? "";
      return new Route(this, `route-${i}`, { routeTableId, destinationCidrBlock: "0.0.0.0/0", natGatewayId });
    });
    this.outputs = { gateways, routes };
  }
}
