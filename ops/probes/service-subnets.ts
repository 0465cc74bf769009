import { EC2Client, paginateDescribeSubnets } from "@aws-sdk/client-ec2";
import type { Service } from "@aws-sdk/client-ecs";
import type { Look } from "./look.ts";
import { everything } from "./pages.ts";

/** VPC of each subnet of these VPCs, by the subnet's id, whoever made the subnet. */
export async function subnetsOf(look: Look, vpcs: readonly string[]): Promise<ReadonlyMap<string, string>> {
  if (vpcs.length === 0) return new Map();
  const asked = { Filters: [{ Name: "vpc-id", Values: [...vpcs] }] };
  const pages = paginateDescribeSubnets({ client: look.client(EC2Client), pageSize: 1_000 }, asked);
  const all = await everything(look, pages, (page) => page.Subnets);
  return new Map(all.map(({ SubnetId: id = "?", VpcId: vpc = "?" }) => [id, vpc]));
}

/**
 * The VPC in which a service's tasks stand, where it is among these; undefined as well for tasks that have no network
 * interfaces of their own. A service that is deployed by CodeDeploy or by somebody else's controller says it by task set.
 */
export function vpcOf(service: Service, vpcs: ReadonlyMap<string, string>): string | undefined {
  const { networkConfiguration, deployments = [], taskSets = [] } = service;
  const all = [networkConfiguration, ...[...deployments, ...taskSets].map((d) => d.networkConfiguration)];
  const subnets = all.flatMap((network) => network?.awsvpcConfiguration?.subnets ?? []);
  return subnets.map((subnet) => vpcs.get(subnet)).find((vpc) => vpc !== undefined);
}
