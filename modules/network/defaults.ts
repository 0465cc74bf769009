import { DefaultNetworkAcl } from "@cdktf/provider-aws/lib/default-network-acl/index.js";
import { DefaultRouteTable } from "@cdktf/provider-aws/lib/default-route-table/index.js";
import { DefaultSecurityGroup } from "@cdktf/provider-aws/lib/default-security-group/index.js";
import type { Vpc } from "@cdktf/provider-aws/lib/vpc/index.js";
import { Construct } from "constructs";
import { names, type Place } from "../../contracts/names.ts";

/** What AWS puts into every VPC by itself. */
export interface DefaultsProps {
  readonly place: Place;
  readonly vpc: Vpc;
}

/** Default group, ACL and route table without a rule: whatever forgets to name its own can talk to nobody. */
export class Defaults extends Construct {
  constructor(scope: Construct, id: string, { place, vpc }: DefaultsProps) {
    super(scope, id);
    const tags = { Name: names.of(place, "unused") };
    new DefaultSecurityGroup(this, "group", { vpcId: vpc.id, tags });
    new DefaultNetworkAcl(this, "acl", { defaultNetworkAclId: vpc.defaultNetworkAclId, tags });
    new DefaultRouteTable(this, "routes", { defaultRouteTableId: vpc.defaultRouteTableId, tags });
  }
}
