import { SecurityGroup } from "@cdktf/provider-aws/lib/security-group/index.js";
import { VpcSecurityGroupEgressRule } from "@cdktf/provider-aws/lib/vpc-security-group-egress-rule/index.js";
import { VpcSecurityGroupIngressRule } from "@cdktf/provider-aws/lib/vpc-security-group-ingress-rule/index.js";
import { Construct } from "constructs";
import { names, type Place } from "../../contracts/names.ts";

/** The security groups that every environment has. */
export interface FirewallProps {
  readonly place: Place;
  readonly vpcId: string;
  /** Port at which clients reach the load balancer; the only one open to the world. */
  readonly entrancePort: number;
  /** Port at which tasks answer the load balancer. */
  readonly servicePort: number;
}

/** Ids of the groups. */
export interface FirewallOutputs {
  readonly loadBalancer: string;
  readonly services: string;
}

/** One way through the firewall, from one group to another. */
export interface PassageProps {
  readonly from: string;
  readonly to: string;
  readonly ports: { readonly from: number; readonly to: number };
  readonly description: string;
}

/** Lets one group reach another: out of the one, into the other. */
export class Passage extends Construct {
  constructor(scope: Construct, id: string, { from, to, ports, description }: PassageProps) {
    super(scope, id);
    const rule = { ipProtocol: "tcp", fromPort: ports.from, toPort: ports.to, description } as const;
    new VpcSecurityGroupEgressRule(this, "out", { ...rule, securityGroupId: from, referencedSecurityGroupId: to });
    new VpcSecurityGroupIngressRule(this, "in", { ...rule, securityGroupId: to, referencedSecurityGroupId: from });
  }
}

/** Clients -> load balancer -> services; services -> AWS over TLS. Every rule is a resource of its own. */
export class Firewall extends Construct {
  readonly outputs: FirewallOutputs;
  constructor(scope: Construct, id: string, { place, vpcId, entrancePort, servicePort }: FirewallProps) {
    super(scope, id);
    const group = (name: string, description: string): string =>
      new SecurityGroup(this, name, {
        name: names.of(place, name),
        description,
        vpcId,
        tags: { Name: names.of(place, name) },
      }).id;
    const loadBalancer = group("load-balancer", "The entrance: clients in, services out");
    const services = group("services", "Tasks of the ECS services");
    const anyone = { cidrIpv4: "0.0.0.0/0", ipProtocol: "tcp" } as const;
    new VpcSecurityGroupIngressRule(this, "clients", {
      ...anyone,
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
    new VpcSecurityGroupEgressRule(this, "to-aws", {
      ...anyone,
      securityGroupId: services,
      fromPort: 443,
      toPort: 443,
      description: "AWS APIs",
    });
    this.outputs = { loadBalancer, services };
  }
}
