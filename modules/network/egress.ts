import type { ITerraformDependable } from "cdktf";
import { Construct } from "constructs";
import type { EgressProps } from "./egress-props.ts";
import { type NatGatewayOutputs, NatGateways } from "./nat-gateways.ts";
import { NatInstance, type NatInstanceOutputs } from "./nat-instance.ts";

/** What translates addresses; both are empty where nothing does. */
export interface EgressOutputs {
  /** Routes of the private subnets to the internet. */
  readonly routes: readonly ITerraformDependable[];
  readonly gateways: readonly NatGatewayOutputs[];
  readonly instance?: NatInstanceOutputs;
}

/** Nothing, an instance or gateways, and the routes of the private subnets to it. */
export class Egress extends Construct {
  readonly outputs: EgressOutputs;
  constructor(scope: Construct, id: string, props: EgressProps) {
    super(scope, id);
    this.outputs = this.translate(props);
  }

  private translate(props: EgressProps): EgressOutputs {
    switch (props.kind) {
      case "none":
        return { routes: [], gateways: [] };
      case "nat-instance":
        return this.instance(props);
      case "nat-gateway":
      case "nat-gateway-per-zone":
        return new NatGateways(this, "gateways", props).outputs;
    }
  }

  private instance(props: EgressProps): EgressOutputs {
    const { routes, ...instance } = new NatInstance(this, "instance", props).outputs;
    return { routes, gateways: [], instance };
  }
}
