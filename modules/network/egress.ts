import { Construct } from "constructs";
import type { Place } from "../../contracts/names.ts";
import type { Egress as Intent } from "../../environments/environment.ts";
import type { KeyOutputs } from "../keys/keys.ts";
import { NatGateways } from "./nat-gateways.ts";
import { NatInstance, type NatInstanceOutputs } from "./nat-instance.ts";
import type { SubnetsOutputs } from "./subnets.ts";

/** How private subnets reach the internet; the prices stand beside each kind. */
export interface EgressProps {
  readonly place: Place;
  /** Team that pays. */
  readonly team: string;
  readonly kind: Intent;
  readonly vpcId: string;
  readonly subnets: SubnetsOutputs;
  /** Encrypts the disk of what translates addresses, where that is an instance. */
  readonly key: KeyOutputs;
}

/** A NAT gateway. */
export interface NatGatewayOutputs {
  readonly id: string;
}

/** What translates addresses; both are empty where nothing does. */
export interface EgressOutputs {
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
        return { gateways: [] };
      case "nat-instance":
        return { gateways: [], instance: new NatInstance(this, "instance", props).outputs };
      case "nat-gateway":
      case "nat-gateway-per-zone":
        return { gateways: new NatGateways(this, "gateways", props).outputs };
    }
  }
}
