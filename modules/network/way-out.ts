import { VpcSecurityGroupEgressRule } from "@cdktf/provider-aws/lib/vpc-security-group-egress-rule/index.js";
import type { ITerraformDependable } from "cdktf";
import { Construct } from "constructs";
import { Passage } from "./passage.ts";

/** How what runs in private subnets reaches AWS. */
export interface WaysOut {
  /** Addresses behind the gateway endpoints, by service. */
  readonly prefixLists: Readonly<Record<string, string>>;
  /** Group of the interface endpoints, where there are any. */
  readonly endpoints?: string;
  /** Group of the instance that translates addresses, where one does. */
  readonly nat?: string;
  /** Whether anything on the internet can be reached. */
  readonly internet: boolean;
  /** Wait for these before a task starts: without a way out it cannot even fetch its image. */
  readonly ready: readonly ITerraformDependable[];
}

/** Which group gets out, and where it can. */
export interface WayOutProps {
  readonly group: string;
  readonly ways: WaysOut;
}

const tls = { ipProtocol: "tcp", fromPort: 443, toPort: 443 } as const;
const tlsPorts = { from: 443, to: 443 } as const;

/**
 * Lets a security group reach AWS over TLS, by every way that the network has and no other. Where addresses are
 * translated, that is port 443 of anybody: AWS's own services share addresses with their customers, so a narrower list
 * would keep nobody out.
 */
export class WayOut extends Construct {
  constructor(scope: Construct, id: string, { group, ways }: WayOutProps) {
    super(scope, id);
    for (const [service, prefixListId] of Object.entries(ways.prefixLists))
      new VpcSecurityGroupEgressRule(this, service, {
        ...tls,
        securityGroupId: group,
        prefixListId,
        description: `${service} through its gateway endpoint`,
      });
    if (ways.endpoints !== undefined)
      new Passage(this, "endpoints", { from: group, to: ways.endpoints, ports: tlsPorts, description: "AWS APIs" });
    if (ways.nat !== undefined)
      new Passage(this, "nat", { from: group, to: ways.nat, ports: tlsPorts, description: "to be translated" });
    if (ways.internet)
      new VpcSecurityGroupEgressRule(this, "internet", {
        ...tls,
        securityGroupId: group,
        cidrIpv4: "0.0.0.0/0",
        description: "AWS APIs",
      });
  }
}
