import {
  EC2Client,
  paginateDescribeNatGateways,
  paginateDescribeVpcEndpoints,
  type VpcEndpoint,
} from "@aws-sdk/client-ec2";
import { probe } from "./look.ts";
import { everything } from "./pages.ts";

/** Every VPC endpoint of the Region. */
export const allVpcEndpoints = probe(async (look): Promise<readonly VpcEndpoint[]> => {
  const pages = paginateDescribeVpcEndpoints({ client: look.client(EC2Client), pageSize: 1_000 }, {});
  return await everything(look, pages, (page) => page.VpcEndpoints);
});

/** Ids of the network interfaces that endpoints and NAT gateways of the Region made for themselves. */
export const serviceInterfaces = probe(async (look): Promise<ReadonlySet<string>> => {
  const pages = paginateDescribeNatGateways({ client: look.client(EC2Client), pageSize: 1_000 }, {});
  const [endpoints, gateways] = await Promise.all([
    allVpcEndpoints(look),
    everything(look, pages, (page) => page.NatGateways),
  ]);
  const ofGateways = gateways.flatMap((gateway) => gateway.NatGatewayAddresses ?? []);
  return new Set([
    ...endpoints.flatMap((endpoint) => endpoint.NetworkInterfaceIds ?? []),
    ...ofGateways.flatMap((address) => address.NetworkInterfaceId ?? []),
  ]);
});
