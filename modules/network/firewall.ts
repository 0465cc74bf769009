import { VpcSecurityGroupIngressRule } from "@cdktf/provider-aws/lib/vpc-security-group-ingress-rule/index.js";
import { Construct } from "constructs";
import type { Place } from "../../contracts/names.ts";
import { Passage } from "./passage.ts";
import { securityGroup } from "./security-group.ts";
import { WayOut, type WaysOut } from "./way-out.ts";

/** The security groups that every environment has. */
export interface FirewallProps {
  readonly place: Place;
  readonly vpcId: string;
  /** Port at which clients reach the load balancer; the only one open to the world. */
  readonly entrancePort: number;
  /** Port at which tasks answer the load balancer. */
  readonly servicePort: number;
  /** How services reach AWS. */
  readonly ways: WaysOut;
}

/** Ids of the groups. */
export interface FirewallOutputs {
  readonly loadBalancer: string;
  readonly services: string;
}

/** Clients -> load balancer -> services -> AWS over TLS. */
export class Firewall extends Construct {
  readonly outputs: FirewallOutputs;
  constructor(scope: Construct, id: string, props: FirewallProps) {
    super(scope, id);
    const { place, vpcId, entrancePort, servicePort, ways } = props;
    const group = (name: string, description: string): string =>
      securityGroup(this, name, { place, vpcId, description });
    const loadBalancer = group("load-balancer", "The entrance: clients in, services out");
    const services = group("services", "Tasks of the ECS services");
    new VpcSecurityGroupIngressRule(this, "clients", {
      cidrIpv4: "0.0.0.0/0",
      ipProtocol: "tcp",
      securityGroupId: loadBalancer,
      fromPort: entrancePort,
      toPort: entrancePort,
      description: "clients",
    });
    new Passage(this, "to-services", {
      from: loadBalancer,
      to: services,
      ports: { from: servicePort, to: servicePort },
      description: "requests and health checks",
    });
    new WayOut(this, "services-out", { group: services, ways });
    this.outputs = { loadBalancer, services };
  }
}
