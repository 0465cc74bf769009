import { NetworkAcl } from "@cdktf/provider-aws/lib/network-acl/index.js";
import { Route } from "@cdktf/provider-aws/lib/route/index.js";
import { RouteTable } from "@cdktf/provider-aws/lib/route-table/index.js";
import { RouteTableAssociation } from "@cdktf/provider-aws/lib/route-table-association/index.js";
import { Subnet } from "@cdktf/provider-aws/lib/subnet/index.js";
import { Construct } from "constructs";
import { names, type Place } from "../../contracts/names.ts";
import { subnet } from "./cidr.ts";

/** Public and private subnets, one of each per zone. */
export interface SubnetsProps {
  readonly place: Place;
  readonly vpcId: string;
  /** Range of the VPC; each subnet takes a sixteenth, the public ones first, the private ones from the ninth. */
  readonly cidr: string;
  readonly zones: 2 | 3;
  readonly internetId: string;
}

/** What others need of the subnets. */
export interface SubnetsOutputs {
  readonly publicIds: readonly string[];
  readonly privateIds: readonly string[];
  readonly routeTableIds: readonly string[];
}

type Tier = "public" | "private";
const firstPart: Record<Tier, number> = { public: 0, private: 8 };

/** Subnets with their route tables and ACLs. */
export class Subnets extends Construct {
  readonly outputs: SubnetsOutputs;
  constructor(scope: Construct, id: string, props: SubnetsProps) {
    super(scope, id);
    const tags = (name: string) => ({ Name: names.of(props.place, name) });
    const open = this.tier("public", props);
    const closed = this.tier("private", props);
    const table = new RouteTable(this, "public-routes", { vpcId: props.vpcId, tags: tags("public") });
    new Route(this, "internet", {
      routeTableId: table.id,
      destinationCidrBlock: "0.0.0.0/0",
      gatewayId: props.internetId,
    });
    this.associate("public", open, () => table);
    const perZone = closed.map(
      (_, i) => new RouteTable(this, `private-routes-${i}`, { vpcId: props.vpcId, tags: tags(`private-${i}`) }),
    );
    this.associate("private", closed, (i) => perZone[i] ?? table);
    this.acl("public", open, props);
    this.acl("private", closed, props);
    this.outputs = {
      publicIds: open.map((s) => s.id),
      privateIds: closed.map((s) => s.id),
      routeTableIds: [table, ...perZone].map((t) => t.id),
    };
  }

  private tier(tier: Tier, { place, vpcId, cidr, zones }: SubnetsProps): Subnet[] {
    return ["a", "b", "c"].slice(0, zones).map(
      (zone, i) =>
        new Subnet(this, `${tier}-${zone}`, {
          vpcId,
          availabilityZone: `${place.region}${zone}`,
          cidrBlock: subnet(cidr, firstPart[tier] + i),
          // Only the load balancer lives in public, and it brings its own addresses.
          mapPublicIpOnLaunch: false,
          tags: { Name: names.of(place, `${tier}-${zone}`), Tier: tier },
        }),
    );
  }

  private associate(tier: Tier, subnets: readonly Subnet[], tableOf: (i: number) => RouteTable): void {
    for (const [i, s] of subnets.entries())
      new RouteTableAssociation(this, `${tier}-route-${i}`, { subnetId: s.id, routeTableId: tableOf(i).id });
  }

  // The second layer behind the security groups: stateless, so answers come back to the ephemeral ports.
  private acl(tier: Tier, subnets: readonly Subnet[], { place, vpcId, cidr }: SubnetsProps): void {
    const tcp = (ruleNo: number, cidrBlock: string, fromPort: number, toPort: number) =>
      ({ protocol: "tcp", ruleNo, action: "allow", cidrBlock, fromPort, toPort }) as const;
    const inside = tcp(100, cidr, 0, 65_535);
    const answers = tcp(110, "0.0.0.0/0", 1024, 65_535);
    const clients = [tcp(120, "0.0.0.0/0", 80, 80), tcp(130, "0.0.0.0/0", 443, 443)];
    new NetworkAcl(this, `${tier}-acl`, {
      vpcId,
      subnetIds: subnets.map((s) => s.id),
      ingress: tier === "public" ? [inside, answers, ...clients] : [inside, answers],
      egress: [tcp(100, "0.0.0.0/0", 0, 65_535)],
      tags: { Name: names.of(place, tier) },
    });
  }
}
