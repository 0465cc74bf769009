import {
  DescribeAddressesCommand,
  DescribeNatGatewaysCommand,
  DescribeNetworkInterfacesCommand,
  DescribeSecurityGroupsCommand,
  DescribeSubnetsCommand,
  DescribeVpcEndpointsCommand,
  DescribeVpcsCommand,
  EC2Client,
} from "@aws-sdk/client-ec2";
import { DescribeServicesCommand, DescribeTaskDefinitionCommand, ECSClient } from "@aws-sdk/client-ecs";
import { DescribeKeyCommand, KMSClient } from "@aws-sdk/client-kms";
import { DescribeSecretCommand, SecretsManagerClient } from "@aws-sdk/client-secrets-manager";
import { type Look, orAbsent } from "./look.ts";

/** Ids of what EC2 still has of an environment, by its tag. */
export async function ec2Remains(look: Look): Promise<readonly string[]> {
  const ec2 = look.client(EC2Client);
  const tagged = { Filters: [{ Name: "tag:Environment", Values: [look.env.name] }] };
  const gateways = { Filter: [...tagged.Filters, { Name: "state", Values: ["pending", "available"] }] };
  const [vpcs, subnets, groups, endpoints, nat, addresses, interfaces] = await Promise.all([
    ec2.send(new DescribeVpcsCommand(tagged)),
    ec2.send(new DescribeSubnetsCommand(tagged)),
    ec2.send(new DescribeSecurityGroupsCommand(tagged)),
    ec2.send(new DescribeVpcEndpointsCommand(tagged)),
    ec2.send(new DescribeNatGatewaysCommand(gateways)),
    ec2.send(new DescribeAddressesCommand(tagged)),
    ec2.send(new DescribeNetworkInterfacesCommand(tagged)),
  ]);
  const ids = [
    vpcs.Vpcs?.map((v) => v.VpcId),
    subnets.Subnets?.map((s) => s.SubnetId),
    groups.SecurityGroups?.map((g) => g.GroupId),
    endpoints.VpcEndpoints?.filter((e) => e.State?.toLowerCase() !== "deleted").map((e) => e.VpcEndpointId),
    nat.NatGateways?.map((g) => g.NatGatewayId),
    addresses.Addresses?.map((a) => a.AllocationId),
    interfaces.NetworkInterfaces?.map((i) => i.NetworkInterfaceId),
  ];
  return ids.flatMap((some) => some ?? []).flatMap((id) => id ?? []);
}

/** Services that remember for a while what was destroyed, and how they say so. */
const ends: Readonly<Record<string, (look: Look, arn: string, resource: string) => Promise<boolean>>> = {
  async kms(look, arn) {
    const key = await orAbsent(look.client(KMSClient).send(new DescribeKeyCommand({ KeyId: arn })));
    return key?.KeyMetadata?.KeyState === "PendingDeletion";
  },
  async secretsmanager(look, arn) {
    const secret = await orAbsent(look.client(SecretsManagerClient).send(new DescribeSecretCommand({ SecretId: arn })));
    return secret?.DeletedDate !== undefined;
  },
  async ecs(look, arn, resource) {
    const ecs = look.client(ECSClient);
    const [kind, cluster = ""] = resource.split("/");
    if (kind === "task-definition") {
      const known = await orAbsent(ecs.send(new DescribeTaskDefinitionCommand({ taskDefinition: arn })));
      return known?.taskDefinition?.status === "INACTIVE";
    }
    if (kind !== "service") return false;
    const known = await orAbsent(ecs.send(new DescribeServicesCommand({ cluster, services: [arn] })));
    return known?.services?.every((s) => s.status === "INACTIVE") ?? true;
  },
};

/** Whether what an ARN names was destroyed and is only remembered: a key that waits for its deletion, a service's name. */
export async function isEnding(look: Look, arn: string): Promise<boolean> {
  const [, , service = "", , , ...resource] = arn.split(":");
  return (await ends[service]?.(look, arn, resource.join(":"))) ?? false;
}
