import {
  DescribeFlowLogsCommand,
  DescribeRouteTablesCommand,
  DescribeSecurityGroupsCommand,
  DescribeSubnetsCommand,
  DescribeVpcEndpointsCommand,
  DescribeVpcsCommand,
  EC2Client,
  type RouteTable,
  type SecurityGroup,
} from "@aws-sdk/client-ec2";
import { worldRanges } from "../../contracts/cidr.ts";
import { balancer } from "./balancer.ts";
import { orAbsent, probe } from "./look.ts";
import { runtime } from "./manifest.ts";

const ofVpc = (vpc: string) => ({ Filters: [{ Name: "vpc-id", Values: [vpc] }] });

/** The VPC: its id and state; the state is undefined when there is no such VPC. */
export const vpc = probe(async (look): Promise<{ readonly id: string; readonly state: string | undefined }> => {
  const { vpc: id } = await runtime(look);
  const answer = await orAbsent(look.client(EC2Client).send(new DescribeVpcsCommand({ VpcIds: [id] })));
  return { id, state: answer?.Vpcs?.[0]?.State };
});

/** A subnet and where its traffic can go. */
export interface SubnetSeen {
  readonly id: string;
  readonly zone: string;
  readonly state: string;
  /** Destinations whose target is gone. */
  readonly blackholes: readonly string[];
  /** Whether any route table serves it (its own, or the VPC's main one). */
  readonly routed: boolean;
}

function routesOf(subnet: string, tables: readonly RouteTable[]): RouteTable | undefined {
  const own = tables.find((t) => t.Associations?.some((a) => a.SubnetId === subnet));
  return own ?? tables.find((t) => t.Associations?.some((a) => a.Main === true));
}

/** Every subnet of the VPC with its routes. */
export const subnets = probe(async (look): Promise<readonly SubnetSeen[]> => {
  const filter = ofVpc((await runtime(look)).vpc);
  const ec2 = look.client(EC2Client);
  const [found, routes] = await Promise.all([
    ec2.send(new DescribeSubnetsCommand(filter)),
    ec2.send(new DescribeRouteTablesCommand(filter)),
  ]);
  return (found.Subnets ?? []).map((s) => {
    const table = routesOf(s.SubnetId ?? "", routes.RouteTables ?? []);
    const lost = (table?.Routes ?? []).filter((r) => r.State === "blackhole");
    return {
      id: s.SubnetId ?? "?",
      zone: s.AvailabilityZone ?? "?",
      state: s.State ?? "?",
      blackholes: lost.map((r) => r.DestinationCidrBlock ?? r.DestinationPrefixListId ?? "?"),
      routed: table !== undefined,
    };
  });
});

/** A rule that lets the whole internet in, or a good part of it. */
export interface OpenIngress {
  readonly group: string;
  readonly groupName: string;
  /** `tcp 22`, `tcp 8000-8100`, `all traffic`. */
  readonly what: string;
  /** Whether the group is one of the load balancer's, which is there to be reached. */
  readonly ofBalancer: boolean;
}

function openRules(group: SecurityGroup, ofBalancer: boolean): OpenIngress[] {
  const open = (group.IpPermissions ?? []).filter((p) =>
    [...(p.IpRanges ?? []).map((r) => r.CidrIp), ...(p.Ipv6Ranges ?? []).map((r) => r.CidrIpv6)].some(
      (range) => range !== undefined && worldRanges(range).length > 0,
    ),
  );
  return open.map((p) => {
    const ports = p.FromPort === p.ToPort ? `${p.FromPort}` : `${p.FromPort}-${p.ToPort}`;
    const what = p.IpProtocol === "-1" ? "all traffic" : `${p.IpProtocol} ${ports}`;
    return { group: group.GroupId ?? "?", groupName: group.GroupName ?? "?", what, ofBalancer };
  });
}

/** Every rule of the VPC's security groups that is open to the internet. */
export const openIngress = probe(async (look): Promise<readonly OpenIngress[]> => {
  const filter = ofVpc((await runtime(look)).vpc);
  const [answer, { securityGroups }] = await Promise.all([
    look.client(EC2Client).send(new DescribeSecurityGroupsCommand(filter)),
    balancer(look),
  ]);
  return (answer.SecurityGroups ?? []).flatMap((g) => openRules(g, securityGroups.includes(g.GroupId ?? "")));
});

/** Endpoints of the VPC: what they lead to and their state. */
export const endpoints = probe(
  async (look): Promise<readonly { readonly id: string; readonly service: string; readonly state: string }[]> => {
    const filter = ofVpc((await runtime(look)).vpc);
    const answer = await look.client(EC2Client).send(new DescribeVpcEndpointsCommand(filter));
    return (answer.VpcEndpoints ?? []).map((e) => ({
      id: e.VpcEndpointId ?? "?",
      service: e.ServiceName ?? "?",
      state: e.State ?? "?",
    }));
  },
);

/** Flow logs of the VPC: status and whether the last delivery worked. */
export const flowLogs = probe(
  async (look): Promise<readonly { readonly id: string; readonly status: string; readonly error?: string }[]> => {
    const { vpc: id } = await runtime(look);
    const filter = [{ Name: "resource-id", Values: [id] }];
    const answer = await look.client(EC2Client).send(new DescribeFlowLogsCommand({ Filter: filter }));
    return (answer.FlowLogs ?? []).map((f) => ({
      id: f.FlowLogId ?? "?",
      status: f.FlowLogStatus ?? "?",
      ...(f.DeliverLogsErrorMessage === undefined ? {} : { error: f.DeliverLogsErrorMessage }),
    }));
  },
);
