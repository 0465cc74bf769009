import {
  CreateNetworkInterfaceCommand,
  CreateRouteCommand,
  CreateTagsCommand,
  CreateVpcEndpointCommand,
  DeleteNetworkInterfaceCommand,
  DeleteRouteCommand,
  DeleteTagsCommand,
  DeleteVpcEndpointsCommand,
  EC2Client,
  ModifySubnetAttributeCommand,
  ModifyVpcAttributeCommand,
  ModifyVpcEndpointCommand,
} from "@aws-sdk/client-ec2";
import type { Environment } from "../../../environments/environment.ts";
import { changed, type Mutation, opened, unmanaged } from "../mutation.ts";

const isolated = "aws_route_table.network_subnets_isolated-routes";
const subnet = "aws_subnet.network_subnets_private-a";

/** EC2: where packets go. */
export const networkMutations = ({ region }: Environment): readonly Mutation[] => [
  {
    name: "a way out of the isolated subnets",
    expect: [changed(isolated, "route")],
    async apply({ client, held }) {
      const route = { RouteTableId: held(isolated, "id"), DestinationCidrBlock: "0.0.0.0/0" };
      await client(EC2Client).send(
        new CreateRouteCommand({ ...route, GatewayId: held("aws_internet_gateway.network_internet", "id") }),
      );
      return () => client(EC2Client).send(new DeleteRouteCommand(route));
    },
  },
  {
    name: "everybody may do everything through an endpoint",
    expect: [changed("aws_vpc_endpoint.network_endpoints_s3", "policy")],
    async apply({ client, held }) {
      const VpcEndpointId = held("aws_vpc_endpoint.network_endpoints_s3", "id");
      const was = held("aws_vpc_endpoint.network_endpoints_s3", "policy");
      const put = (PolicyDocument: string) =>
        client(EC2Client).send(new ModifyVpcEndpointCommand({ VpcEndpointId, PolicyDocument }));
      await put(opened(was, "*", "*"));
      return () => put(was);
    },
  },
  {
    name: "an endpoint made by hand",
    expect: [unmanaged("aws_vpc_endpoint", "vpce-")],
    async apply({ client, held }) {
      const { VpcEndpoint } = await client(EC2Client).send(
        new CreateVpcEndpointCommand({
          VpcId: held("aws_vpc.network_vpc", "id"),
          ServiceName: `com.amazonaws.${region}.sts`,
          VpcEndpointType: "Interface",
        }),
      );
      const VpcEndpointIds = [VpcEndpoint?.VpcEndpointId ?? ""];
      return () => client(EC2Client).send(new DeleteVpcEndpointsCommand({ VpcEndpointIds }));
    },
  },
  {
    name: "a network interface made by hand",
    expect: [unmanaged("aws_network_interface", "eni-")],
    async apply({ client, held }) {
      const { NetworkInterface } = await client(EC2Client).send(
        new CreateNetworkInterfaceCommand({ SubnetId: held(subnet, "id"), Description: "made by hand" }),
      );
      const NetworkInterfaceId = NetworkInterface?.NetworkInterfaceId;
      return () => client(EC2Client).send(new DeleteNetworkInterfaceCommand({ NetworkInterfaceId }));
    },
  },
  {
    name: "public addresses in a private subnet",
    expect: [changed(subnet, "map_public_ip_on_launch")],
    async apply({ client, held }) {
      const put = (Value: boolean) =>
        client(EC2Client).send(
          new ModifySubnetAttributeCommand({ SubnetId: held(subnet, "id"), MapPublicIpOnLaunch: { Value } }),
        );
      await put(true);
      return () => put(false);
    },
  },
  {
    name: "names in the VPC otherwise than the code says",
    expect: [changed("aws_vpc.network_vpc", "enable_dns_hostnames")],
    async apply({ client, held }) {
      const put = (Value: boolean) =>
        client(EC2Client).send(
          new ModifyVpcAttributeCommand({ VpcId: held("aws_vpc.network_vpc", "id"), EnableDnsHostnames: { Value } }),
        );
      const was = held("aws_vpc.network_vpc", "enable_dns_hostnames") === "true";
      await put(!was);
      return () => put(was);
    },
  },
  {
    name: "a tag put on the flow log",
    expect: [changed("aws_flow_log.network_flow-logs_log", "tags_all.Purpose")],
    async apply({ client, held }) {
      const tag = {
        Resources: [held("aws_flow_log.network_flow-logs_log", "id")],
        Tags: [{ Key: "Purpose", Value: "by hand" }],
      };
      await client(EC2Client).send(new CreateTagsCommand(tag));
      return () => client(EC2Client).send(new DeleteTagsCommand(tag));
    },
  },
];
