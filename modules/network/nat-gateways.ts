import { Eip } from "@cdktf/provider-aws/lib/eip/index.js";
import { NatGateway } from "@cdktf/provider-aws/lib/nat-gateway/index.js";
import { Route } from "@cdktf/provider-aws/lib/route/index.js";
import { Construct } from "constructs";
import { names } from "../../contracts/names.ts";
import type { EgressProps } from "./egress-props.ts";

/** A NAT gateway. */
export interface NatGatewayOutputs {
  readonly id: string;
}

/**
 * NAT gateways, each with an address that stays: 36.50 USD a month + 0.045 USD/GB apiece. One for all zones, or one in
 * each: the loss of a zone then cuts off nobody else, and nobody pays for crossing zones.
 */
export class NatGateways extends Construct {
  readonly outputs: readonly NatGatewayOutputs[];
  constructor(scope: Construct, id: string, { place, subnets, kind }: EgressProps) {
    super(scope, id);
    const homes = kind === "nat-gateway-per-zone" ? subnets.public : subnets.public.slice(0, 1);
    this.outputs = homes.map((home, i) => {
      const tags = { Name: names.of(place, `nat-${i}`) };
      const address = new Eip(this, `address-${i}`, { domain: "vpc", tags });
      const gateway = new NatGateway(this, `gateway-${i}`, { subnetId: home.id, allocationId: address.id, tags });
      return { id: gateway.id };
    });
    for (const [i, { routeTableId }] of subnets.private.entries())
      new Route(this, `route-${i}`, {
        routeTableId,
        destinationCidrBlock: "0.0.0.0/0",
        natGatewayId: (this.outputs[i] ?? this.outputs[0])?.id ?? "",
      });
  }
}
