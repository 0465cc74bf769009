import { SecurityGroup as AwsSecurityGroup } from "@cdktf/provider-aws/lib/security-group/index.js";
import type { Construct } from "constructs";
import { names, type Place } from "../../contracts/names.ts";

/** A security group without rules: each rule is a resource of its own. Its id. */
export const securityGroup = (
  scope: Construct,
  id: string,
  { place, vpcId, description }: { readonly place: Place; readonly vpcId: string; readonly description: string },
): string =>
  new AwsSecurityGroup(scope, id, {
    name: names.of(place, id),
    description,
    vpcId,
    tags: { Name: names.of(place, id) },
  }).id;
