import { DefaultSecurityGroup } from "@cdktf/provider-aws/lib/default-security-group/index.js";
import { InternetGateway } from "@cdktf/provider-aws/lib/internet-gateway/index.js";
import { Vpc } from "@cdktf/provider-aws/lib/vpc/index.js";
import { Construct } from "constructs";
import { assertValid, type Fault } from "../../contracts/errors.ts";
import { names, type Place } from "../../contracts/names.ts";
import type { BucketOutputs } from "../lake/bucket.ts";
import type { TableOutputs } from "../tables/tables.ts";
import { cidrFaults } from "./cidr.ts";
import { Endpoints } from "./endpoints.ts";
import { Firewall, type FirewallOutputs } from "./firewall.ts";
import { FlowLogs } from "./flow-logs.ts";
import { Subnets } from "./subnets.ts";

/** A VPC of public and private subnets. */
export interface NetworkProps {
  readonly place: Place;
  /** IPv4 range, /16 to /20. */
  readonly cidr: string;
  /** How many zones; each gets one public and one private subnet. */
  readonly zones: 2 | 3;
  /** Port at which clients reach the load balancer. */
  readonly entrancePort: number;
  /** Port at which tasks answer the load balancer. */
  readonly servicePort: number;
  /** What the gateway endpoints let through; nothing else in S3 and DynamoDB can be reached from inside. */
  readonly reaches: { readonly buckets: readonly BucketOutputs[]; readonly tables: readonly TableOutputs[] };
  /** Where flow logs go. */
  readonly flowLogsTo: BucketOutputs;
}

/** What others need of the network. */
export interface NetworkOutputs {
  readonly vpcId: string;
  readonly publicSubnetIds: readonly string[];
  readonly privateSubnetIds: readonly string[];
  readonly groups: FirewallOutputs;
}

/** Every fault of the props. */
export function validateNetwork(p: NetworkProps): Fault[] {
  const port = (field: "entrancePort" | "servicePort"): Fault[] =>
    p[field] >= 1 && p[field] <= 65_535 ? [] : [{ field, got: p[field], want: "1 to 65535" }];
  return [...cidrFaults("cidr", p.cidr), ...port("entrancePort"), ...port("servicePort")];
}

/** VPC, subnets, routes, ACL, security groups, gateway endpoints and flow logs. */
export class Network extends Construct {
  readonly outputs: NetworkOutputs;
  constructor(scope: Construct, id: string, props: NetworkProps) {
    super(scope, id);
    assertValid("network", validateNetwork(props));
    const { place, cidr, zones, reaches } = props;
    const tags = { Name: names.prefix(place) };
    // Host names are for interface endpoints, of which there are none, and cost ten seconds of waiting.
    const vpc = new Vpc(this, "vpc", { cidrBlock: cidr, enableDnsSupport: true, enableDnsHostnames: false, tags });
    const gateway = new InternetGateway(this, "internet", { vpcId: vpc.id, tags });
    // Without rules: whatever forgets to name its group can talk to nobody.
    new DefaultSecurityGroup(this, "default-group", { vpcId: vpc.id, tags: { Name: names.of(place, "unused") } });
    const subnets = new Subnets(this, "subnets", { place, vpcId: vpc.id, cidr, zones, internetId: gateway.id }).outputs;
    new Endpoints(this, "endpoints", { place, vpcId: vpc.id, routeTableIds: subnets.routeTableIds, reaches });
    new FlowLogs(this, "flow-logs", { place, vpcId: vpc.id, bucket: props.flowLogsTo });
    const { entrancePort, servicePort } = props;
    const groups = new Firewall(this, "firewall", { place, vpcId: vpc.id, entrancePort, servicePort }).outputs;
    const { publicIds, privateIds } = subnets;
    this.outputs = { vpcId: vpc.id, publicSubnetIds: publicIds, privateSubnetIds: privateIds, groups };
  }
}
