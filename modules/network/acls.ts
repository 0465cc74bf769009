import { NetworkAcl } from "@cdktf/provider-aws/lib/network-acl/index.js";
import { Construct } from "constructs";
import { names, type Place } from "../../contracts/names.ts";
import { type AclIntent, type AclRule, aclRules } from "./acl-rules.ts";
import type { SubnetsOutputs } from "./subnets.ts";
import { tiers } from "./tiers.ts";

/** The network ACL of each tier. */
export interface AclsProps extends AclIntent {
  readonly place: Place;
  readonly vpcId: string;
  readonly subnets: SubnetsOutputs;
}

/** The second layer behind the security groups: a group that is opened by mistake is still behind its tier. */
export class Acls extends Construct {
  constructor(scope: Construct, id: string, props: AclsProps) {
    super(scope, id);
    const { place, vpcId, subnets } = props;
    const rules = aclRules(props);
    const copy = (list: readonly AclRule[]): AclRule[] => list.map((rule) => ({ ...rule }));
    for (const tier of tiers)
      new NetworkAcl(this, tier, {
        vpcId,
        subnetIds: subnets[tier].map((s) => s.id),
        ingress: copy(rules[tier].in),
        egress: copy(rules[tier].out),
        tags: { Name: names.of(place, tier) },
      });
  }
}
