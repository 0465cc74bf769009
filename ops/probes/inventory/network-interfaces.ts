import { EC2Client, type NetworkInterface, paginateDescribeNetworkInterfaces } from "@aws-sdk/client-ec2";
import { everything } from "../pages.ts";
import { serviceInterfaces } from "../service-interfaces.ts";
import type { Enumerator } from "./enumerator.ts";
import { found } from "./found.ts";
import { knownBy } from "./known.ts";

/** Descriptions that services give to interfaces that they make, also where EC2 does not call these requester-managed. */
const descriptions: readonly RegExp[] = [
  // Load balancers.
  /^ELB /,
  /^Interface for NAT Gateway /,
  /^VPC Endpoint Interface /,
  // Functions in a VPC.
  /^AWS Lambda VPC ENI/,
  // Tasks on Fargate.
  /^arn:aws:ecs:[^:]+:[^:]+:attachment\//,
  /Amazon MSK/i,
];

/** Whether a service of AWS made it, and removes it with what it is for. */
export function isOfService({ RequesterManaged, InterfaceType, Description = "", TagSet }: NetworkInterface): boolean {
  if (RequesterManaged === true) return true;
  // NAT gateways', endpoints', functions', load balancers': only a service can make these.
  if (InterfaceType !== undefined && !["interface", "efa", "trunk"].includes(InterfaceType)) return true;
  return descriptions.some((sign) => sign.test(Description)) || TagSet?.some((t) => t.Key === "AWSMSKManaged") === true;
}

/** Network interfaces in our VPC. */
export const networkInterfaces: Enumerator = {
  types: ["aws_network_interface"],
  calls: ["ec2:DescribeNetworkInterfaces", "ec2:DescribeVpcEndpoints", "ec2:DescribeNatGateways"],
  async unmanaged(look, ours) {
    const vpcs = [...knownBy(ours.known, ["aws_vpc"], "id").keys()];
    if (vpcs.length === 0) return [];
    const asked = { Filters: [{ Name: "vpc-id", Values: vpcs }] };
    const pages = paginateDescribeNetworkInterfaces({ client: look.client(EC2Client), pageSize: 1_000 }, asked);
    const known = knownBy(ours.known, ["aws_network_interface"], "id");
    const [cards, made] = await Promise.all([
      everything(look, pages, (page) => page.NetworkInterfaces),
      serviceInterfaces(look),
    ]);
    return cards.flatMap((card) => {
      const { NetworkInterfaceId: id = "?", Description, VpcId, Attachment, Association } = card;
      if (known.has(id) || made.has(id) || isOfService(card)) return [];
      const holder =
        Attachment?.InstanceId === undefined ? "attached to nothing" : `attached to ${Attachment.InstanceId}`;
      const detail = Association?.PublicIp === undefined ? holder : `${holder}, public address ${Association.PublicIp}`;
      return found({ type: "aws_network_interface", id, name: Description || id, detail }, ours.placed(VpcId));
    });
  },
};
