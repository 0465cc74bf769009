import { InternetGateway } from "@cdktf/provider-aws/lib/internet-gateway/index.js";
import { Vpc } from "@cdktf/provider-aws/lib/vpc/index.js";
import { Construct } from "constructs";
import { cidrFaults } from "../../contracts/cidr.ts";
import { assertValid, type Fault } from "../../contracts/errors.ts";
import { names, type Place } from "../../contracts/names.ts";
import type { Egress as EgressIntent, InterfaceEndpoint } from "../../environments/environment.ts";
import type { KeyOutputs } from "../keys/keys.ts";
import type { BucketOutputs } from "../lake/bucket.ts";
import type { TableOutputs } from "../tables/tables.ts";
import { Acls } from "./acls.ts";
import { Defaults } from "./defaults.ts";
import { Egress, type EgressOutputs } from "./egress.ts";
import { Endpoints } from "./endpoints.ts";
import { Firewall, type FirewallOutputs } from "./firewall.ts";
import { FlowLogs } from "./flow-logs.ts";
import { InterfaceEndpoints } from "./interface-endpoints.ts";
import { type SubnetOutputs, Subnets, type SubnetsOutputs } from "./subnets.ts";
import type { WaysOut } from "./way-out.ts";

/** A VPC of public, private and isolated subnets. */
export interface NetworkProps {
  readonly place: Place;
  /** IPv4 range, /16 to /20. */
  readonly cidr: string;
  /** How many zones; each gets one subnet of every tier. */
  readonly zones: 2 | 3;
  /** How private subnets reach the internet; isolated ones never do. */
  readonly egress: EgressIntent;
  /** Services of AWS that get an address in the private subnets. */
  readonly interfaceEndpoints: readonly InterfaceEndpoint[];
  /** Whether names of a private zone resolve inside. @default - only where an interface endpoint needs them. */
  readonly privateNames?: boolean;
  /** Port at which clients reach the load balancer. */
  readonly entrancePort: number;
  /** Port at which tasks answer the load balancer. */
  readonly servicePort: number;
  /** What the gateway endpoints let through; nothing else in S3 and DynamoDB can be reached from inside. */
  readonly reaches: { readonly buckets: readonly BucketOutputs[]; readonly tables: readonly TableOutputs[] };
  /** Where flow logs go. */
  readonly flowLogsTo: BucketOutputs;
  /** Encrypts the disk of an instance that translates addresses; not looked at when none does. */
  readonly key: KeyOutputs;
}

/** What others need of the network. */
export interface NetworkOutputs {
  readonly vpcId: string;
  /** For what has an address on the internet: load balancers. */
  readonly publicSubnetIds: readonly string[];
  /** For what calls AWS: tasks. */
  readonly privateSubnetIds: readonly string[];
  /** For what calls nobody outside: brokers. */
  readonly isolatedSubnetIds: readonly string[];
  readonly groups: FirewallOutputs;
  /** How a security group in the private subnets gets out: see WayOut. */
  readonly ways: WaysOut;
  readonly egress: EgressOutputs;
}

/** Every fault of the props. */
export function validateNetwork(p: NetworkProps): Fault[] {
  const port = (field: "entrancePort" | "servicePort"): Fault[] =>
    p[field] >= 1 && p[field] <= 65_535 ? [] : [{ field, got: p[field], want: "1 to 65535" }];
  const zones: Fault[] = p.zones === 2 || p.zones === 3 ? [] : [{ field: "zones", got: p.zones, want: "2 or 3" }];
  const twice = p.interfaceEndpoints.filter((name, i, all) => all.indexOf(name) !== i);
  const doubled: Fault[] = twice.length === 0 ? [] : [{ field: "interfaceEndpoints", got: twice, want: "each once" }];
  return [...cidrFaults("cidr", p.cidr), ...zones, ...doubled, ...port("entrancePort"), ...port("servicePort")];
}

const idsOf = (subnets: readonly SubnetOutputs[]): string[] => subnets.map((s) => s.id);

/** VPC, subnets, routes, ACLs, security groups, ways out and flow logs. */
export class Network extends Construct {
  readonly outputs: NetworkOutputs;
  constructor(scope: Construct, id: string, props: NetworkProps) {
    super(scope, id);
    assertValid("network", validateNetwork(props));
    const { place, cidr, zones, entrancePort, servicePort } = props;
    const vpc = this.vpc(props);
    const vpcId = vpc.id;
    const internet = new InternetGateway(this, "internet", { vpcId, tags: { Name: names.prefix(place) } });
    new Defaults(this, "defaults", { place, vpc });
    const subnets = new Subnets(this, "subnets", { place, vpcId, cidr, zones, internet }).outputs;
    new Acls(this, "acls", { place, vpcId, subnets, cidr, entrancePort, servicePort });
    new FlowLogs(this, "flow-logs", { place, vpcId, bucket: props.flowLogsTo });
    const egress = new Egress(this, "egress", { ...props, kind: props.egress, vpcId, subnets }).outputs;
    const ways = this.ways(props, vpcId, subnets, egress);
    const groups = new Firewall(this, "firewall", { place, vpcId, entrancePort, servicePort, ways }).outputs;
    const [publicSubnetIds, privateSubnetIds] = [idsOf(subnets.public), idsOf(subnets.private)];
    const isolatedSubnetIds = idsOf(subnets.isolated);
    this.outputs = { vpcId, publicSubnetIds, privateSubnetIds, isolatedSubnetIds, groups, ways, egress };
  }

  private vpc({ place, cidr, interfaceEndpoints, privateNames = interfaceEndpoints.length > 0 }: NetworkProps): Vpc {
    return new Vpc(this, "vpc", {
      cidrBlock: cidr,
      enableDnsSupport: true,
      // Names of private zones, and with them interface endpoints, need host names; those cost ten seconds of waiting.
      enableDnsHostnames: privateNames || interfaceEndpoints.length > 0,
      tags: { Name: names.prefix(place) },
    });
  }

  private ways(props: NetworkProps, vpcId: string, subnets: SubnetsOutputs, egress: EgressOutputs): WaysOut {
    const { place, reaches, interfaceEndpoints: services } = props;
    const routeTableIds = subnets.private.map((s) => s.routeTableId);
    const gateways = new Endpoints(this, "endpoints", { place, vpcId, routeTableIds, reaches }).outputs;
    const subnetIds = idsOf(subnets.private);
    const interfaces = new InterfaceEndpoints(this, "interfaces", { place, vpcId, services, subnetIds }).outputs;
    return {
      prefixLists: gateways.prefixLists,
      internet: props.egress !== "none",
      ...(interfaces.group === undefined ? {} : { endpoints: interfaces.group }),
      ...(egress.instance === undefined ? {} : { nat: egress.instance.group }),
      ready: [...egress.routes, ...gateways.ready, ...interfaces.ready],
    };
  }
}
