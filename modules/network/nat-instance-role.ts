import { IamInstanceProfile } from "@cdktf/provider-aws/lib/iam-instance-profile/index.js";
import type { Construct } from "constructs";
import { names, type Place } from "../../contracts/names.ts";
import { allow, type Grant } from "../identity/policy.ts";
import { Role } from "../identity/role.ts";

/**
 * Grants being reached by Session Manager: the only way in, without a port and without a key. Channels have no resource
 * that a policy could name. Source: Systems Manager user guide, "Add Session Manager permissions to an existing IAM role".
 */
const grantSessions = ({ account, region }: Place): Grant => [
  allow(["ssm:UpdateInstanceInformation"], [`arn:aws:ec2:${region}:${account}:instance/*`]),
  allow(
    [
      "ssmmessages:CreateControlChannel",
      "ssmmessages:CreateDataChannel",
      "ssmmessages:OpenControlChannel",
      "ssmmessages:OpenDataChannel",
    ],
    ["*"],
  ),
];

/** The profile of the instance that translates addresses, with a role of its own; its name. */
export function natInstanceProfile(scope: Construct, place: Place): string {
  const role = new Role(scope, "role", {
    place,
    name: "nat-instance",
    assumedBy: "ec2.amazonaws.com",
    grants: [grantSessions(place)],
  }).outputs;
  return new IamInstanceProfile(scope, "profile", { name: names.of(place, "nat"), role: role.name }).name;
}
