import { VpcSecurityGroupEgressRule } from "@cdktf/provider-aws/lib/vpc-security-group-egress-rule/index.js";
import { VpcSecurityGroupIngressRule } from "@cdktf/provider-aws/lib/vpc-security-group-ingress-rule/index.js";
import { Construct } from "constructs";

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
